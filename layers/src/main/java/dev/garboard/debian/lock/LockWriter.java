package dev.garboard.debian.lock;

import dev.garboard.debian.packages.PackageId;
import java.util.List;

/// Writes a lock as text: the same text for the same lock, one package a table, so that a changed
/// version is a small difference.
public final class LockWriter {

  static final int FORMAT = 1;

  private final StringBuilder out = new StringBuilder();

  private LockWriter() {}

  /// The text of a lock.
  public static String text(BaseLock lock) {
    return new LockWriter().write(lock);
  }

  private String write(BaseLock lock) {
    out.append(
        "# Written by Garboard; `garboard base update` moves it. Keep it in version control.\n");
    out.append("version = ").append(FORMAT).append('\n');
    string("release", lock.release());
    string("timestamp", lock.timestamp());
    for (LockedSet set : lock.sets()) {
      out.append("\n[[set]]\n");
      string("use", set.use().id());
      string("architecture", set.architecture().id());
      strings("requested", set.requested());
      strings("packages", set.packages().stream().map(PackageId::toString).toList());
      if (!set.present().isEmpty()) {
        strings("present", set.present().stream().map(PackageId::toString).toList());
      }
    }
    for (LockedPackage each : lock.packages()) {
      out.append("\n[[package]]\n");
      string("name", each.id().name());
      string("version", each.id().version().text());
      string("architecture", each.id().architecture());
      string("archive", each.file().archive());
      string("path", each.file().path());
      out.append("size = ").append(each.file().size()).append('\n');
      string("digest", each.file().digest().toString());
    }
    return out.toString();
  }

  private void string(String key, String value) {
    out.append(key).append(" = ").append(quoted(value)).append('\n');
  }

  private void strings(String key, List<String> values) {
    if (values.isEmpty()) {
      out.append(key).append(" = []\n");
      return;
    }
    out.append(key).append(" = [\n");
    values.forEach(value -> out.append("    ").append(quoted(value)).append(",\n"));
    out.append("]\n");
  }

  private static String quoted(String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
      throw new IllegalArgumentException("cannot be in a lock: `" + value + "`");
    }
    return "\"" + value + "\"";
  }
}
