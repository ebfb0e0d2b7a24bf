package dev.garboard.debian.base;

import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.util.ArrayList;
import java.util.List;

/// Writes `/etc/passwd` and `/etc/group`: the users and groups that every Debian system has (the
/// table of `base-passwd`), and `nonroot`, as whom images run.
final class AccountFiles {

  /// The user that images run as.
  static final int NONROOT = 65532;

  private static final String OWNER = "base-files";

  private static final List<Account> ACCOUNTS =
      List.of(
          new Account("root", 0, 0, "/root"),
          new Account("daemon", 1, 1, "/usr/sbin"),
          new Account("bin", 2, 2, "/bin"),
          new Account("sys", 3, 3, "/dev"),
          new Account("sync", 4, 65534, "/bin"),
          new Account("games", 5, 60, "/usr/games"),
          new Account("man", 6, 12, "/var/cache/man"),
          new Account("lp", 7, 7, "/var/spool/lpd"),
          new Account("mail", 8, 8, "/var/mail"),
          new Account("news", 9, 9, "/var/spool/news"),
          new Account("uucp", 10, 10, "/var/spool/uucp"),
          new Account("proxy", 13, 13, "/bin"),
          new Account("www-data", 33, 33, "/var/www"),
          new Account("backup", 34, 34, "/var/backups"),
          new Account("list", 38, 38, "/var/list"),
          new Account("irc", 39, 39, "/run/ircd"),
          new Account("_apt", 42, 65534, "/nonexistent"),
          new Account("nobody", 65534, 65534, "/nonexistent"),
          new Account("nonroot", NONROOT, NONROOT, "/home/nonroot"));

  private static final List<String> GROUPS =
      List.of(
          "root:0",
          "daemon:1",
          "bin:2",
          "sys:3",
          "adm:4",
          "tty:5",
          "disk:6",
          "lp:7",
          "mail:8",
          "news:9",
          "uucp:10",
          "man:12",
          "proxy:13",
          "kmem:15",
          "dialout:20",
          "fax:21",
          "voice:22",
          "cdrom:24",
          "floppy:25",
          "tape:26",
          "sudo:27",
          "audio:29",
          "dip:30",
          "www-data:33",
          "backup:34",
          "operator:37",
          "list:38",
          "irc:39",
          "src:40",
          "shadow:42",
          "utmp:43",
          "video:44",
          "sasl:45",
          "plugdev:46",
          "staff:50",
          "games:60",
          "users:100",
          "nogroup:65534",
          "nonroot:" + NONROOT);

  private AccountFiles() {}

  static List<Account> apply(BaseContents contents) {
    List<String> passwd = new ArrayList<>();
    for (Account account : ACCOUNTS) {
      boolean root = account.uid() == 0;
      passwd.add(
          String.join(
              ":",
              account.name(),
              "x",
              String.valueOf(account.uid()),
              String.valueOf(account.gid()),
              account.name(),
              account.home(),
              root ? "/bin/sh" : "/usr/sbin/nologin"));
    }
    List<String> group = GROUPS.stream().map(each -> each.replace(":", ":x:") + ":").toList();
    contents.put(OWNER, UnixPath.of("etc/passwd"), lines(passwd));
    contents.put(OWNER, UnixPath.of("etc/group"), lines(group));
    contents.put(
        OWNER,
        UnixPath.of("home/nonroot"),
        new TreeEntry.Directory(new Attributes(0755, NONROOT, NONROOT)));
    return ACCOUNTS;
  }

  private static TreeEntry lines(List<String> lines) {
    return TreeEntry.text(String.join("\n", lines) + "\n");
  }
}
