package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.util.List;
import java.util.Map;

/// Directories, links and default files that the maintainer scripts of base packages make.
final class BaseEffects {

  private static final String BASE_FILES = "base-files";

  private static final List<String> DIRECTORIES =
      List.of(
          "boot",
          "dev",
          "etc/opt",
          "home",
          "media",
          "mnt",
          "opt",
          "proc",
          "run",
          "srv",
          "sys",
          "usr/local/bin",
          "usr/local/etc",
          "usr/local/games",
          "usr/local/include",
          "usr/local/lib",
          "usr/local/sbin",
          "usr/local/share/man",
          "usr/local/src",
          "var/cache",
          "var/lib",
          "var/local",
          "var/log",
          "var/opt",
          "var/spool");

  private static final Map<String, Attributes> SPECIAL_DIRECTORIES =
      Map.of(
          "root", new Attributes(0700, 0, 0),
          "run/lock", new Attributes(01777, 0, 0),
          "tmp", new Attributes(01777, 0, 0),
          "var/mail", new Attributes(02775, 0, 8),
          "var/tmp", new Attributes(01777, 0, 0));

  /// A file that a script copies: package, from, to.
  private record Copy(String owner, String from, String to) {}

  private static final List<Copy> COPIES =
      List.of(
          new Copy(BASE_FILES, "usr/share/base-files/profile", "etc/profile"),
          new Copy(BASE_FILES, "usr/share/base-files/dot.profile", "root/.profile"),
          new Copy(BASE_FILES, "usr/share/base-files/dot.bashrc", "root/.bashrc"),
          new Copy(BASE_FILES, "usr/share/base-files/motd", "etc/motd"),
          new Copy("libc-bin", "usr/share/libc-bin/nsswitch.conf", "etc/nsswitch.conf"),
          new Copy("readline-common", "usr/share/readline/inputrc", "etc/inputrc"));

  private static final String HOSTS =
      """
      127.0.0.1\tlocalhost
      ::1\t\tlocalhost ip6-localhost ip6-loopback
      ff02::1\t\tip6-allnodes
      ff02::2\t\tip6-allrouters
      """;

  private static final String NETWORKS =
      """
      default\t\t0.0.0.0
      loopback\t127.0.0.0
      link-local\t169.254.0.0
      """;

  private BaseEffects() {}

  static void apply(BaseContents contents, Architecture architecture) {
    mergeTopLevel(contents, architecture);
    directories(contents);
    for (Copy copy : COPIES) {
      contents
          .file(copy.from())
          .ifPresent(file -> contents.putIfAbsent(copy.owner(), copy.to(), file));
    }
    ifPresent(contents, "netbase", "etc/hosts", TreeEntry.text(HOSTS));
    ifPresent(contents, "netbase", "etc/networks", TreeEntry.text(NETWORKS));
    String zone = "/usr/share/zoneinfo/Etc/UTC";
    ifPresent(contents, "tzdata", "etc/localtime", TreeEntry.symlink(zone));
    ifPresent(contents, "tzdata", "etc/timezone", TreeEntry.text("Etc/UTC\n"));
    // What the package python-is-python3 does: scripts say `#!/usr/bin/env python`.
    ifPresent(contents, "python3", "usr/bin/python", TreeEntry.symlink("python3"));
    String bundle = "/etc/ssl/certs/ca-certificates.crt";
    ifPresent(contents, "ca-certificates", "usr/lib/ssl/cert.pem", TreeEntry.symlink(bundle));
    ifPresent(
        contents, "ca-certificates", "usr/lib/ssl/certs", TreeEntry.symlink("/etc/ssl/certs"));
  }

  private static void ifPresent(BaseContents contents, String owner, String path, TreeEntry entry) {
    if (contents.packages().containsKey(owner)) {
      contents.putIfAbsent(owner, path, entry);
    }
  }

  private static void mergeTopLevel(BaseContents contents, Architecture architecture) {
    List<String> links =
        switch (architecture) {
          case AMD64 -> List.of("bin", "lib", "lib64", "sbin");
          case ARM64 -> List.of("bin", "lib", "sbin");
        };
    for (String link : links) {
      contents.putIfAbsent(BASE_FILES, link, TreeEntry.symlink("usr/" + link));
      contents.putIfAbsent(BASE_FILES, "usr/" + link, TreeEntry.directory());
    }
  }

  private static void directories(BaseContents contents) {
    DIRECTORIES.forEach(path -> contents.putIfAbsent(BASE_FILES, path, TreeEntry.directory()));
    SPECIAL_DIRECTORIES.forEach((path, attributes) ->
        contents.put(BASE_FILES, UnixPath.of(path), new TreeEntry.Directory(attributes)));
    contents.put(BASE_FILES, UnixPath.of("var/run"), TreeEntry.symlink("/run"));
    contents.put(BASE_FILES, UnixPath.of("var/lock"), TreeEntry.symlink("/run/lock"));
    contents.putIfAbsent(BASE_FILES, "var/spool/mail", TreeEntry.symlink("../mail"));
    contents.putIfAbsent(BASE_FILES, "usr/local/man", TreeEntry.symlink("share/man"));
    if (contents.has("etc/dpkg/origins/debian")) {
      contents.putIfAbsent(BASE_FILES, "etc/dpkg/origins/default", TreeEntry.symlink("debian"));
    }
  }
}
