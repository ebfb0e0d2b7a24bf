package dev.garboard.debian.base;

import dev.garboard.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Links busybox's applets where no package owns the name. The names are read from the table that
/// every busybox binary has, so a binary for any architecture will do.
final class BusyboxApplets {

  private static final String BINARY = "usr/bin/busybox";

  /// The table is sorted and begins with these.
  private static final byte[] TABLE_START = "\0[\0[[\0".getBytes(StandardCharsets.US_ASCII);

  /// Applets that would pass for a package manager or manage a machine, which a container is not.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "adjtimex",
          "blkdiscard",
          "blkid",
          "blockdev",
          "brctl",
          "deallocvt",
          "dpkg",
          "dpkg-deb",
          "fbset",
          "fdflush",
          "fdisk",
          "findfs",
          "freeramdisk",
          "fsfreeze",
          "fstrim",
          "getty",
          "halt",
          "hwclock",
          "ifconfig",
          "ifdown",
          "ifup",
          "init",
          "insmod",
          "ionice",
          "klogd",
          "last",
          "linuxrc",
          "loadfont",
          "loadkmap",
          "login",
          "logread",
          "losetup",
          "lsmod",
          "lsscsi",
          "mdev",
          "mke2fs",
          "mkfs.vfat",
          "mkswap",
          "modinfo",
          "modprobe",
          "nbd-client",
          "openvt",
          "partprobe",
          "passwd",
          "pivot_root",
          "poweroff",
          "reboot",
          "rmmod",
          "route",
          "rpm",
          "run-init",
          "sendmail",
          "setkeycodes",
          "su",
          "sulogin",
          "swapoff",
          "swapon",
          "switch_root",
          "syslogd",
          "tftp",
          "tunctl",
          "udhcpc",
          "udhcpc6",
          "udhcpd",
          "vconfig",
          "vlock",
          "watchdog");

  private BusyboxApplets() {}

  static void apply(BaseContents contents) throws IOException {
    Optional<TreeEntry.RegularFile> binary = contents.file(BINARY);
    if (binary.isEmpty()) {
      return;
    }
    for (String applet : names(binary.get().content().readAll())) {
      boolean owned = contents.has("usr/bin/" + applet) || contents.has("usr/sbin/" + applet);
      if (!owned && !LEFT_OUT.contains(applet)) {
        contents.putIfAbsent("busybox", "usr/bin/" + applet, TreeEntry.symlink("busybox"));
      }
    }
  }

  /// The names in the binary's table of applets; empty when it has none.
  static List<String> names(byte[] binary) {
    List<String> names = new ArrayList<>();
    int at = indexOf(binary, TABLE_START) + 1;
    String previous = "";
    while (at > 0 && at < binary.length) {
      int end = at;
      while (end < binary.length && binary[end] != 0) {
        end++;
      }
      String name = new String(binary, at, end - at, StandardCharsets.US_ASCII);
      if (!name.matches("[a-z0-9_.\\[-]{1,32}") || name.compareTo(previous) <= 0) {
        break;
      }
      names.add(name);
      previous = name;
      at = end + 1;
    }
    return names;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      int j = 0;
      while (j < wanted.length && bytes[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
