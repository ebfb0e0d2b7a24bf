package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Holds a base against a tree that mmdebstrap unpacked from the same packages (and those that a
/// base leaves out), maintainer scripts not run. Every difference must be explained.
final class MmdebstrapDifferences {

  private record Reason(Pattern paths, String text) {
    Reason(String paths, String text) {
      this(Pattern.compile(paths), text);
    }
  }

  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              "usr/share/(doc|man|info|locale|lintian|doc-base|bug|bash-completion|initramfs-tools)"
                  + "(/.*)?",
              "dropped by rule"),
          new Reason("usr/lib/systemd(/.*)?", "dropped by rule"),
          new Reason(
              "(etc|usr|var)/.*(dpkg|debconf|polkit|debian-logo|update-alternatives|logrotate)"
                  + "[^/]*(/.*)?",
              "of dpkg and debconf, which are left out"),
          new Reason("usr/share/perl5(/.*)?", "modules of debconf, which is left out"),
          new Reason("usr/libexec", "only dpkg has files there"),
          new Reason("usr/sbin/start-stop-daemon", "of dpkg, which is left out"),
          new Reason("etc/alternatives(/README)?", "of dpkg; made when there is an alternative"),
          new Reason("etc/cron.daily", "only dpkg has files there"),
          new Reason("(etc|var/[a-z]+)/apt(/.*)?", "apt's, which is not in the image"),
          new Reason("etc/(fstab|hostname|resolv.conf)", "of the machine; runtimes make them"),
          new Reason("dev/.*", "devices; runtimes make them"),
          new Reason("usr/bin/mawk", "left out: busybox has awk"),
          new Reason(
              "usr/bin/(openssl|c_rehash)|(etc|usr/lib)/ssl/(misc|private|openssl.cnf)(/.*)?|usr/lib/ssl",
              "of openssl, which only a maintainer script runs"),
          new Reason(
              "etc/rmt|usr/sbin/(rmt-tar|tarcat)|usr/lib/mime/packages/tar|usr/lib/mime(/packages)?",
              "of tar, which only dpkg needs"),
          new Reason(
              "usr/lib/x86_64-linux-gnu/lib(acl|md|pcre2-8|selinux)[.]so[.].*|usr/lib/tmpfiles.d(/.*)?",
              "libraries that only dpkg and tar need"),
          new Reason("usr/bin/.*", "applets of busybox; python"),
          new Reason("var/(run|lock)", "links, as the script of base-files makes them"),
          new Reason("etc/(group|passwd)|home/nonroot", "written natively: base-passwd"),
          new Reason(
              "etc/(hosts|inputrc|localtime|motd|networks|nsswitch.conf|opt|profile|timezone)",
              "written natively: default files"),
          new Reason("etc/ld.so.cache", "written natively: ldconfig"),
          new Reason(
              "etc/ca-certificates.conf|etc/ssl/certs/ca-certificates.crt"
                  + "|usr/lib/ssl/(cert.pem|certs)",
              "written natively: update-ca-certificates"),
          new Reason("root/[.](bashrc|profile)", "written natively: base-files"),
          new Reason(
              "media|mnt|opt|run/lock|srv|usr/local(/.*)?|var/(mail|opt|spool/mail)",
              "written natively: directories of base-files"));

  private MmdebstrapDifferences() {}

  /// Differences that no reason covers.
  static List<String> unexplained(FileTree ours, Path theirs) throws IOException {
    List<String> unexplained = new ArrayList<>();
    SequencedMap<String, String> left = listing(ours);
    SequencedMap<String, String> right = listing(theirs);
    for (String path : differences(left, right)) {
      if (REASONS.stream().noneMatch(reason -> reason.paths().matcher(path).matches())) {
        unexplained.add(
            path + ": " + left.getOrDefault(path, "-") + " / " + right.getOrDefault(path, "-"));
      }
    }
    return unexplained;
  }

  /// Reasons that cover no difference any more.
  static List<String> unused(FileTree ours, Path theirs) throws IOException {
    SortedSet<String> differences = differences(listing(ours), listing(theirs));
    return REASONS.stream()
        .filter(reason ->
            differences.stream().noneMatch(path -> reason.paths().matcher(path).matches()))
        .map(reason -> reason.paths() + ": " + reason.text())
        .toList();
  }

  private static SortedSet<String> differences(
      SequencedMap<String, String> left, SequencedMap<String, String> right) {
    TreeSet<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    paths.removeIf(path -> left.getOrDefault(path, "").equals(right.getOrDefault(path, "absent")));
    return paths;
  }

  private static SequencedMap<String, String> listing(FileTree tree) {
    SequencedMap<String, String> listing = new TreeMap<>();
    tree.entries().forEach((path, entry) -> listing.put(path.value(), line(entry)));
    return listing;
  }

  private static String line(TreeEntry entry) {
    return switch (entry) {
      case TreeEntry.Directory(Attributes of) -> line("directory", of);
      case TreeEntry.Symlink(String target, _) -> "link " + target;
      case TreeEntry.HardLink(UnixPath target, _) -> "hard link " + target;
      case TreeEntry.RegularFile(Content content, Attributes of) ->
          line("file " + content.size(), of);
    };
  }

  private static String line(String what, Attributes of) {
    return "%s %o %d:%d".formatted(what, of.mode(), of.uid(), of.gid());
  }

  private static SequencedMap<String, String> listing(Path tar) throws IOException {
    SequencedMap<String, String> listing = new TreeMap<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)), "UTF-8")) {
      for (TarArchiveEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        String path = each.getName().replaceFirst("^\\./", "").replaceFirst("/$", "");
        if (!path.isEmpty()) {
          listing.put(path, line(each));
        }
      }
    }
    return listing;
  }

  private static String line(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      return "link " + entry.getLinkName();
    }
    if (entry.isLink()) {
      return "hard link " + entry.getLinkName().replaceFirst("^\\./", "");
    }
    Attributes of =
        new Attributes(
            entry.getMode() & 07777, (int) entry.getLongUserId(), (int) entry.getLongGroupId());
    return entry.isDirectory() ? line("directory", of) : line("file " + entry.getSize(), of);
  }
}
