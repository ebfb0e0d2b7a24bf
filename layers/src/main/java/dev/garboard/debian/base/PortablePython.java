package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
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
public final class PortablePython {
  /// What such a Python is the closure of; wheels may need the library of C++.
  public static final List<String> SEEDS = List.of("libstdc++6", "python3");

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
    kept.put(program, relocated(kept, program, architecture, directory));
    return kept.tree();
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
                directory.resolve("usr/lib/" + architecture.triplet()).absolute())
            .orElseThrow(
                () -> new IOException(program.absolute() + ": no room for another loader's path"));
    return new TreeEntry.RegularFile(Content.of(bytes), file.attributes());
  }
}
