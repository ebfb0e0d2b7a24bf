package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.ElfReader;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds the libraries that `ldconfig` would put into its cache.
final class LibraryScan {

  /// A library of the cache.
  ///
  /// @param soname what others need it by
  /// @param path where the loader opens it
  /// @param capability the `glibc-hwcaps` directory that it is in; empty outside of one
  record Library(String soname, String path, String capability) {}

  /// What Debian's `/etc/ld.so.conf` says.
  static final String CONFIGURATION = "include /etc/ld.so.conf.d/*.conf\n";

  private record Candidate(String name, boolean link) {}

  private static final String CAPABILITIES = "glibc-hwcaps";

  private final SequencedMap<UnixPath, TreeEntry> entries;
  private final Map<UnixPath, SortedSet<String>> children;
  private final int machine;

  private LibraryScan(FileTree tree, Architecture architecture) {
    entries = tree.entries();
    children = new TreeMap<>();
    for (UnixPath path : entries.keySet()) {
      UnixPath at = path;
      while (!at.isRoot()
          && children.computeIfAbsent(at.parent(), _ -> new TreeSet<>()).add(at.name())) {
        at = at.parent();
      }
    }
    machine =
        switch (architecture) {
          case AMD64 -> ElfFile.X86_64;
          case ARM64 -> ElfFile.AARCH64;
        };
  }

  /// All libraries, directory by directory in the loader's order.
  static List<Library> scan(FileTree tree, Architecture architecture) throws IOException {
    return new LibraryScan(tree, architecture).run(architecture);
  }

  private List<Library> run(Architecture architecture) throws IOException {
    SequencedMap<UnixPath, String> directories = new LinkedHashMap<>();
    SequencedSet<String> wanted = new LinkedHashSet<>(configured("etc/ld.so.conf", 0));
    String triplet = architecture.triplet();
    wanted.addAll(List.of("/lib/" + triplet, "/usr/lib/" + triplet, "/lib", "/usr/lib"));
    for (String directory : wanted) {
      TreePaths.resolve(entries, directory)
          .ifPresent(real -> directories.putIfAbsent(real, directory));
    }
    List<Library> libraries = new ArrayList<>();
    for (Map.Entry<UnixPath, String> directory : directories.entrySet()) {
      libraries.addAll(scan(directory.getKey(), directory.getValue(), ""));
    }
    for (Map.Entry<UnixPath, String> directory : directories.entrySet()) {
      UnixPath capabilities = directory.getKey().resolve(CAPABILITIES);
      for (String capability : names(capabilities)) {
        String shown = directory.getValue() + "/" + CAPABILITIES + "/" + capability;
        libraries.addAll(scan(capabilities.resolve(capability), shown, capability));
      }
    }
    return libraries;
  }

  private SortedSet<String> names(UnixPath directory) {
    return children.getOrDefault(directory, Collections.emptySortedSet());
  }

  private List<String> configured(String file, int depth) throws IOException {
    List<String> directories = new ArrayList<>();
    Optional<TreeEntry.RegularFile> found = TreePaths.file(entries, file);
    if (found.isEmpty() || depth > 8) {
      return directories;
    }
    String text = new String(found.get().content().readAll(), StandardCharsets.UTF_8);
    for (String raw : text.split("\n", -1)) {
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.startsWith("include ")) {
        for (String included : matching(line.substring("include ".length()).strip())) {
          directories.addAll(configured(included, depth + 1));
        }
      } else if (line.startsWith("/")) {
        directories.add(line.replaceFirst("/+$", ""));
      }
    }
    return directories;
  }

  /// Files whose names match the last segment of a pattern, sorted.
  private List<String> matching(String pattern) {
    int slash = pattern.lastIndexOf('/');
    String regex = Pattern.quote(pattern.substring(slash + 1)).replace("*", "\\E.*\\Q");
    UnixPath directory = UnixPath.of(pattern.substring(0, Math.max(slash, 0)));
    return names(directory).stream()
        .filter(name -> name.matches(regex))
        .map(name -> directory.resolve(name).value())
        .sorted()
        .toList();
  }

  private List<Library> scan(UnixPath directory, String shown, String capability)
      throws IOException {
    SequencedMap<String, Candidate> bySoname = new TreeMap<>();
    for (String name : names(directory)) {
      if (isLibrary(name)) {
        consider(directory, name, bySoname);
      }
    }
    List<Library> libraries = new ArrayList<>();
    bySoname.forEach((soname, candidate) ->
        libraries.add(
            new Library(
                soname,
                shown + "/" + (capability.isEmpty() ? soname : candidate.name()),
                capability)));
    return libraries;
  }

  /// Of several files with one soname a file is preferred to a link, then the later name.
  private void consider(UnixPath directory, String name, SequencedMap<String, Candidate> bySoname)
      throws IOException {
    UnixPath path = directory.resolve(name);
    Optional<UnixPath> real = TreePaths.resolve(entries, path.value());
    Optional<TreeEntry.RegularFile> file = TreePaths.file(entries, path.value());
    if (real.isEmpty() || file.isEmpty()) {
      return;
    }
    Optional<ElfFile> elf = ElfReader.read(file.get().content());
    if (elf.isEmpty()
        || elf.get().machine() != machine
        || elf.get().type() != ElfFile.SHARED_OBJECT) {
      return;
    }
    String own = elf.get().soname().isEmpty() ? name : elf.get().soname();
    boolean link = entries.get(path) instanceof TreeEntry.Symlink && isPlainLink(name, own);
    String soname = link ? name : own;
    Candidate fresh = new Candidate(name, link);
    bySoname.merge(soname, fresh, LibraryScan::better);
  }

  /// A link named by the soname, or the `.so` link for the compile-time linker.
  private static boolean isPlainLink(String name, String soname) {
    return name.equals(soname) || (name.endsWith(".so") && soname.startsWith(name));
  }

  private static Candidate better(Candidate old, Candidate fresh) {
    boolean replaces =
        (!fresh.link() && old.link())
            || (fresh.link() == old.link() && LibraryName.compare(old.name(), fresh.name()) < 0);
    return replaces ? fresh : old;
  }

  private static boolean isLibrary(String name) {
    boolean prefix =
        name.startsWith("lib")
            || name.startsWith("ld-")
            || name.startsWith("ld.so.")
            || name.startsWith("ld64.so.");
    return prefix && name.contains(".so") && !name.endsWith("-gdb.py");
  }
}
