package dev.garboard.pipeline;

import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.ElfReader;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The libraries that the ELF files of a distribution need and that it does not bring itself.
final class LibraryNeeds {

  private static final Map<String, Integer> MACHINES =
      Map.of("x86_64", ElfFile.X86_64, "aarch64", ElfFile.AARCH64);

  private static final Pattern PLATFORM = Pattern.compile("(?:many)?linux.*_(x86_64|aarch64)");

  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(?:\\.[^/]*)?");

  /// musl's and others' names for their C library: such a file is for another system, and lies in
  /// the wheel beside the one for this.
  private static final Pattern FOREIGN_LIBC = Pattern.compile("libc\\.musl-.*|libc\\.so(?:\\.7)?");

  /// What comes with the driver of a graphics processor and is put into the container when it
  /// starts; no package of the image could have it.
  private static final Pattern DRIVER =
      Pattern.compile("libcuda\\.so\\.1|libnvcuvid\\.so\\.1|libnvidia-[^/]*\\.so.*");

  private LibraryNeeds() {}

  /// The needs of a distribution's files, sorted by library. A wheel for any platform has none:
  /// what it holds is for whichever machine it finds.
  static List<LibraryNeed> of(PackageName distribution, WheelFilename wheel, FileTree tree)
      throws IOException {
    int machine = machine(wheel);
    Map<String, SortedSet<String>> versions = new TreeMap<>();
    Set<String> own = new TreeSet<>();
    for (Map.Entry<UnixPath, TreeEntry> each : tree.entries().entrySet()) {
      if (machine != 0
          && each.getValue() instanceof TreeEntry.RegularFile(var content, var attributes)) {
        boolean library = LIBRARY.matcher(each.getKey().name()).matches();
        Optional<ElfFile> elf =
            library || (attributes.mode() & 0111) != 0 ? ElfReader.read(content) : Optional.empty();
        elf.filter(found -> found.machine() == machine)
            .ifPresent(found -> {
              own.add(each.getKey().name());
              own.add(found.soname());
              add(found, versions);
            });
      }
    }
    versions.keySet().removeAll(own);
    List<LibraryNeed> needs = new ArrayList<>();
    versions.forEach((library, of) ->
        needs.add(new LibraryNeed(distribution.value(), library, List.copyOf(of))));
    return needs;
  }

  /// `e_machine` of the wheel's platform; 0 where that is none of Linux that is known.
  private static int machine(WheelFilename wheel) {
    return wheel.tags().stream()
        .map(tag -> PLATFORM.matcher(tag.platform()))
        .filter(Matcher::matches)
        .map(platform -> MACHINES.getOrDefault(platform.group(1), 0))
        .findFirst()
        .orElse(0);
  }

  private static void add(ElfFile elf, Map<String, SortedSet<String>> versions) {
    if (elf.needed().stream().noneMatch(name -> FOREIGN_LIBC.matcher(name).matches())) {
      for (String library : elf.needed()) {
        versions
            .computeIfAbsent(library, _ -> new TreeSet<>())
            .addAll(elf.versions().getOrDefault(library, List.of()));
      }
    }
  }

  /// The needs that no file of the environment meets: those of all layers, less what any layer has
  /// a file of that name for.
  static List<LibraryNeed> external(List<LibraryNeed> needs, Set<UnixPath> paths) {
    Set<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(path.name()));
    return needs.stream()
        .filter(need -> !names.contains(need.library()))
        .filter(need -> !DRIVER.matcher(need.library()).matches())
        .toList();
  }
}
