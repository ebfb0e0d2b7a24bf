package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.unpack.MergedUsr;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytecode of the standard library, which Debian's packages make in maintainer scripts.
final class StandardLibrary {

  private static final Pattern MODULE =
      Pattern.compile("usr/lib/python(3\\.\\d+)/(.*/)?([^/]+)\\.py");

  private static final Pattern INTERPRETER =
      Pattern.compile("usr/(bin|lib64|lib/python3[^/]*|lib/[^/]*-linux-gnu|lib)(/.*)?");

  private StandardLibrary() {}

  /// Writes the part of a base that runs its interpreter into a directory.
  static void writeInterpreter(FileTree base, Path root) throws IOException {
    for (Map.Entry<UnixPath, TreeEntry> each : base.entries().entrySet()) {
      if (INTERPRETER.matcher(each.getKey().value()).matches()) {
        write(root.resolve(each.getKey().value()), each.getValue(), root);
      }
    }
  }

  private static void write(Path file, TreeEntry entry, Path root) throws IOException {
    Files.createDirectories(file.getParent());
    switch (entry) {
      case TreeEntry.Directory _ -> Files.createDirectories(file);
      case TreeEntry.RegularFile(Content content, TreeEntry.Attributes attributes) -> {
        try (InputStream in = content.open()) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        boolean executable = (attributes.mode() & 0111) != 0;
        if (executable && !file.toFile().setExecutable(true)) {
          throw new IOException("cannot make executable: " + file);
        }
      }
      case TreeEntry.HardLink(UnixPath target, _) ->
          Files.createLink(file, root.resolve(target.value()));
      case TreeEntry.Symlink(String target, _) ->
          Files.createSymbolicLink(file, inside(target, root));
    }
  }

  /// An absolute target would lead out of the directory.
  private static Path inside(String target, Path root) {
    return target.startsWith("/")
        ? root.resolve(MergedUsr.map(UnixPath.of(target)).value())
        : Path.of(target);
  }

  /// Adds `__pycache__` files beside all modules; returns what the compiler refused.
  static List<BytecodeCompiler.Failure> apply(
      BaseContents contents, BytecodeCompiler compiler, Path workDirectory)
      throws IOException, InterruptedException {
    SequencedMap<String, List<Module>> modules = modules(contents);
    List<BytecodeCompiler.Failure> failures = new ArrayList<>();
    for (Map.Entry<String, List<Module>> each : modules.entrySet()) {
      Path directory = workDirectory.resolve("bytecode-" + each.getKey());
      Files.createDirectories(directory);
      failures.addAll(compiler.compile(sources(each.getValue(), directory)));
      for (Module module : each.getValue()) {
        Path output = directory.resolve(module.output().value());
        if (Files.exists(output)) {
          contents.put(each.getKey(), module.output(), TreeEntry.file(Content.of(output), false));
        }
      }
    }
    return failures;
  }

  private record Module(UnixPath path, UnixPath output, Content content) {}

  /// The modules of each package, sorted by path.
  private static SequencedMap<String, List<Module>> modules(BaseContents contents) {
    SequencedMap<String, List<Module>> modules = new TreeMap<>();
    Set<UnixPath> paths = contents.entries().keySet();
    for (UnixPath path : paths) {
      Matcher matcher = MODULE.matcher(path.value());
      if (matcher.matches()
          && contents.entries().get(path) instanceof TreeEntry.RegularFile(Content content, _)) {
        String tag = "cpython-" + matcher.group(1).replace(".", "");
        UnixPath output =
            path.parent().resolve("__pycache__/" + matcher.group(3) + "." + tag + ".pyc");
        modules
            .computeIfAbsent(contents.owner(path).orElse(""), _ -> new ArrayList<>())
            .add(new Module(path, output, content));
      }
    }
    return modules;
  }

  private static List<PythonSource> sources(List<Module> modules, Path directory)
      throws IOException {
    List<PythonSource> sources = new ArrayList<>();
    for (Module module : modules) {
      Path file = directory.resolve(module.path().value());
      Path output = directory.resolve(module.output().value());
      Files.createDirectories(output.getParent());
      try (InputStream in = module.content().open()) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      sources.add(new PythonSource(file, module.path().absolute(), output));
    }
    return sources;
  }
}
