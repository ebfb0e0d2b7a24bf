package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.ElfNeeds;
import dev.garboard.elf.ElfRelocation;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Debian's Python as a directory that runs wherever it was made for, on any Linux: interpreter,
/// standard library, and every library that they need, the C library and its loader among them.
/// Certificates, time zones and locales are those of the system around it.
///
/// The interpreter looks into the directory before the system, and so does every library that it
/// loads, but for those with a `DT_RUNPATH`: for them the loader asks the system alone. So all that
/// wheels may expect of the C library and of gcc (the `manylinux` policies) is in the process from
/// its start, where the loader finds it by name.
public final class PortablePython {
  /// What such a Python is the closure of; wheels may need the library of C++.
  public static final List<String> SEEDS = List.of("libstdc++6", "python3");

  /// Those that Debian's interpreter does not need itself.
  private static final List<String> EXPECTED =
      List.of(
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libutil.so.1",
          "libresolv.so.2",
          "libgcc_s.so.1",
          "libstdc++.so.6");

  private static final String EXPECTED_NAME = "libmanylinux.so";

  private static final Pattern KEPT =
      Pattern.compile(
          "usr/bin/python3(\\.\\d+)?"
              + "|usr/lib/python3\\.\\d+/.*"
              + "|usr/lib/[^/]*-linux-gnu/[^/]*\\.so(\\.[^/]*)?"
              + "|usr/lib(64)?/ld-linux-[^/]*"
              + "|usr/share/doc/[^/]+/copyright");

  private PortablePython() {}

  /// The tree, relative to the directory.
  ///
  /// @param base made of at least [#SEEDS]
  /// @param directory where the tree will lie
  /// @throws IOException when contents cannot be read, or the interpreter cannot be relocated
  public static FileTree of(DebianBase.Built base, Architecture architecture, UnixPath directory)
      throws IOException {
    FileTree whole = FileTree.merge(base.layers().stream().map(BaseLayer::tree).toList()).tree();
    FileTree.TreeWriter kept = FileTree.writer();
    for (Map.Entry<UnixPath, TreeEntry> entry : whole.entries().entrySet()) {
      if (KEPT.matcher(entry.getKey().value()).matches() && leadsInside(entry, whole)) {
        kept.put(entry.getKey(), entry.getValue());
      }
    }
    UnixPath program = UnixPath.of(base.facts().pythonPath());
    UnixPath libraries = UnixPath.of("usr/lib/" + architecture.triplet());
    kept.put(program, relocated(kept, program, architecture, directory));
    kept.put(libraries.resolve(EXPECTED_NAME), expected(kept, libraries, architecture));
    return kept.tree();
  }

  private static TreeEntry expected(
      FileTree.TreeWriter kept, UnixPath libraries, Architecture architecture) {
    List<String> there =
        EXPECTED.stream().filter(name -> kept.get(libraries.resolve(name)).isPresent()).toList();
    int machine =
        switch (architecture) {
          case AMD64 -> ElfFile.X86_64;
          case ARM64 -> ElfFile.AARCH64;
        };
    return TreeEntry.file(Content.of(ElfNeeds.of(machine, EXPECTED_NAME, there)), false);
  }

  /// Links into what is left out, such as `/etc`, would lead to files of the system around.
  private static boolean leadsInside(Map.Entry<UnixPath, TreeEntry> entry, FileTree whole) {
    if (!(entry.getValue() instanceof TreeEntry.Symlink(String target, _))) {
      return true;
    }
    if (target.startsWith("/")) {
      return false;
    }
    UnixPath at = entry.getKey().parent();
    for (String segment : target.split("/", -1)) {
      if (segment.equals("..")) {
        at = at.parent();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        at = at.resolve(segment);
      }
    }
    return KEPT.matcher(at.value()).matches() && whole.get(at).isPresent();
  }

  private static TreeEntry relocated(
      FileTree.TreeWriter kept, UnixPath program, Architecture architecture, UnixPath directory)
      throws IOException {
    if (!(kept.get(program).orElse(null) instanceof TreeEntry.RegularFile file)) {
      throw new IOException("no interpreter in the packages: " + program.absolute());
    }
    byte[] bytes =
        ElfRelocation.apply(
                file.content().readAll(),
                directory.resolve(architecture.loader()).absolute(),
                directory.resolve("usr/lib/" + architecture.triplet()).absolute(),
                EXPECTED_NAME)
            .orElseThrow(
                () -> new IOException(program.absolute() + ": no room for another loader's path"));
    return new TreeEntry.RegularFile(Content.of(bytes), file.attributes());
  }
}
