package dev.garboard.debian.base;

import dev.garboard.debian.base.LibraryScan.Library;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.ElfReader;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Resolves what the ELF files of a tree need as the loader does: by the run path of the file, by
/// the cache, in the directories that are always looked at.
///
/// @param resolved per file, the names that lead to a library
/// @param unresolved per file, those that lead nowhere
record NeededLibraries(
    SortedMap<UnixPath, Set<String>> resolved, SortedMap<UnixPath, Set<String>> unresolved) {

  private static final List<String> ALWAYS =
      List.of("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib", "usr/lib");

  static NeededLibraries of(FileTree tree) throws IOException {
    NeededLibraries found = new NeededLibraries(new TreeMap<>(), new TreeMap<>());
    byte[] cache =
        TreePaths.file(tree.entries(), "etc/ld.so.cache").orElseThrow().content().readAll();
    Map<String, List<String>> cached = new TreeMap<>();
    for (Library library : LdSoCacheReader.read(cache).libraries()) {
      cached.computeIfAbsent(library.soname(), _ -> new ArrayList<>()).add(library.path());
    }
    for (Map.Entry<UnixPath, TreeEntry> each : tree.entries().entrySet()) {
      if (each.getValue() instanceof TreeEntry.RegularFile file) {
        Optional<ElfFile> elf = ElfReader.read(file.content());
        if (elf.isPresent() && elf.get().machine() == ElfFile.X86_64) {
          found.add(tree, each.getKey(), elf.get(), cached);
        }
      }
    }
    return found;
  }

  private void add(FileTree tree, UnixPath path, ElfFile elf, Map<String, List<String>> cached) {
    for (String needed : elf.needed()) {
      List<String> candidates = new ArrayList<>();
      for (String directory : elf.runPath().split(":", -1)) {
        if (!directory.isEmpty()) {
          candidates.add(
              directory.replaceAll("\\$(ORIGIN|\\{ORIGIN})", path.parent().value()) + "/" + needed);
        }
      }
      candidates.addAll(cached.getOrDefault(needed, List.of()));
      ALWAYS.forEach(directory -> candidates.add(directory + "/" + needed));
      boolean there =
          candidates.stream().anyMatch(each -> TreePaths.file(tree.entries(), each).isPresent());
      (there ? resolved : unresolved).computeIfAbsent(path, _ -> new TreeSet<>()).add(needed);
    }
  }

  /// What resolves there, for files that are here, and does not here.
  List<String> lost(NeededLibraries there) {
    List<String> lost = new ArrayList<>();
    unresolved.forEach((path, names) -> {
      Set<String> more = new TreeSet<>(names);
      more.retainAll(there.resolved.getOrDefault(path, Set.of()));
      more.forEach(name -> lost.add(path.absolute() + " needs " + name));
    });
    return lost;
  }

  int count() {
    return resolved.values().stream().mapToInt(Set::size).sum();
  }
}
