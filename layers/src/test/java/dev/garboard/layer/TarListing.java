package dev.garboard.layer;

import dev.garboard.content.Hashing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// What another implementation reads in a tar, one line per entry.
final class TarListing {

  private TarListing() {}

  static String of(byte[] tar) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        lines.append(
            String.format(
                Locale.ROOT,
                "%c %5o %d:%d [%s:%s] %s %d %.8s %s%s\n",
                e.getLinkFlag(),
                e.getMode(),
                e.getLongUserId(),
                e.getLongGroupId(),
                e.getUserName(),
                e.getGroupName(),
                e.getLastModifiedTime(),
                e.getSize(),
                Hashing.sha256(in.readAllBytes()).hex(),
                e.getName().replace("\n", "\\n"),
                e.getLinkName().isEmpty() ? "" : " -> " + e.getLinkName()));
      }
    }
    return lines.toString();
  }
}
