package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.ElfReader;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The libraries that the loader finds in a base, with the symbol versions that they offer. Where a
/// library has no versions, none is asked of it.
public record LibraryOffer(Map<String, Set<String>> versions) {

  /// Copies.
  public LibraryOffer {
    versions = Map.copyOf(versions);
  }

  /// What a base and its system packages offer, as one tree.
  ///
  /// @throws IOException when contents cannot be read
  public static LibraryOffer of(FileTree tree, Architecture architecture) throws IOException {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (LibraryScan.Library library : LibraryScan.scan(tree, architecture)) {
      Optional<TreeEntry.RegularFile> file = TreePaths.file(tree.entries(), library.path());
      if (file.isPresent()) {
        Optional<ElfFile> elf = ElfReader.read(file.get().content());
        List<String> defined = elf.map(ElfFile::defined).orElse(List.of());
        versions.computeIfAbsent(library.soname(), _ -> new HashSet<>()).addAll(defined);
      }
    }
    return new LibraryOffer(versions);
  }

  /// The needs that this offer does not meet, in their order.
  ///
  /// @param names of the release's packages
  public List<MissingLibrary> missing(List<LibraryNeed> needs, PackageNames names) {
    List<MissingLibrary> missing = new ArrayList<>();
    for (LibraryNeed need : needs) {
      Set<String> offered = versions.get(need.library());
      if (offered == null) {
        missing.add(
            new MissingLibrary(need, List.of(), LibraryPackages.find(need.library(), names)));
      } else {
        List<String> tooNew =
            need.versions().stream()
                .filter(version -> !offered.isEmpty() && !offered.contains(version))
                .toList();
        if (!tooNew.isEmpty()) {
          missing.add(new MissingLibrary(need, tooNew, List.of()));
        }
      }
    }
    return missing;
  }
}
