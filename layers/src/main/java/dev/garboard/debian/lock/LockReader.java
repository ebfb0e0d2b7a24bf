package dev.garboard.debian.lock;

import dev.garboard.content.Digest;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.LockTables.Table;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads what [LockWriter] writes.
public final class LockReader {

  private LockReader() {}

  /// The lock that the text is of.
  ///
  /// @throws LockException when the text is not a lock or of a later format
  public static BaseLock parse(String text) throws LockException {
    List<Table> tables = LockTables.parse(text);
    Table head = tables.getFirst();
    if (!head.text("version").equals(String.valueOf(LockWriter.FORMAT))) {
      throw new LockException(new LockProblem.UnknownFormat(head.line(), head.text("version")));
    }
    List<LockedSet> sets = new ArrayList<>();
    List<LockedPackage> packages = new ArrayList<>();
    for (Table table : tables.subList(1, tables.size())) {
      switch (table.name()) {
        case "set" -> sets.add(set(table));
        case "package" -> packages.add(lockedPackage(table));
        default -> throw LockTables.malformed(table.line(), "table `" + table.name() + "`");
      }
    }
    try {
      return new BaseLock(head.text("release"), head.text("timestamp"), sets, packages);
    } catch (IllegalArgumentException e) {
      throw LockTables.malformed(head.line(), String.valueOf(e.getMessage()));
    }
  }

  private static LockedSet set(Table table) throws LockException {
    return new LockedSet(
        use(table),
        architecture(table),
        table.list("requested"),
        ids(table, table.list("packages")),
        ids(table, table.optionalList("present")));
  }

  private static List<PackageId> ids(Table table, List<String> texts) throws LockException {
    List<PackageId> ids = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 3) {
        throw LockTables.malformed(table.line(), "not a package: `" + text + "`");
      }
      ids.add(id(table, parts[0], parts[1], parts[2]));
    }
    return ids;
  }

  private static LockedSet.Use use(Table table) throws LockException {
    String id = table.text("use");
    return Arrays.stream(LockedSet.Use.values())
        .filter(use -> use.id().equals(id))
        .findFirst()
        .orElseThrow(() -> LockTables.malformed(table.line(), "use `" + id + "`"));
  }

  private static Architecture architecture(Table table) throws LockException {
    String id = table.text("architecture");
    return Arrays.stream(Architecture.values())
        .filter(architecture -> architecture.id().equals(id))
        .findFirst()
        .orElseThrow(() -> LockTables.malformed(table.line(), "architecture `" + id + "`"));
  }

  private static LockedPackage lockedPackage(Table table) throws LockException {
    PackageId id = id(table, table.text("name"), table.text("version"), table.text("architecture"));
    try {
      return new LockedPackage(
          id,
          new PackageFile(
              table.text("archive"),
              table.text("path"),
              Long.parseLong(table.text("size")),
              Digest.parse(table.text("digest"))));
    } catch (IllegalArgumentException e) {
      throw LockTables.malformed(table.line(), String.valueOf(e.getMessage()));
    }
  }

  private static PackageId id(Table table, String name, String version, String architecture)
      throws LockException {
    try {
      return new PackageId(name, new DebianVersion(version), architecture);
    } catch (IllegalArgumentException e) {
      throw LockTables.malformed(table.line(), String.valueOf(e.getMessage()));
    }
  }
}
