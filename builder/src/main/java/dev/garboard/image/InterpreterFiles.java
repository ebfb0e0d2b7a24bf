package dev.garboard.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Unpacks from a base what its Python needs to run: programs named `python3…`, shared libraries,
/// dynamic loaders and the standard library without what a compiler never asks for. Owners are not
/// kept.
///
/// Layers are laid over each other; whiteouts are not followed, since a file too many does no harm
/// to an interpreter.
public final class InterpreterFiles {

  private static final String UNUSED =
      "site-packages|dist-packages|config-[^/]*|test|idlelib|tkinter|turtledemo|ensurepip|venv"
          + "|asyncio|concurrent|multiprocessing|ctypes|curses|dbm|distutils|email|html|http|json"
          + "|lib2to3|logging|pydoc_data|sqlite3|unittest|urllib|wsgiref|xml|xmlrpc|zoneinfo";

  private static final Predicate<String> WANTED =
      Pattern.compile(
              "(?:usr/)?(?:bin|lib|lib64|lib32|libx32|sbin)" // merged /usr: these are links
                  + "|(?:usr/)?(?:local/)?bin/python3[^/]*"
                  + "|(?:usr/)?(?:local/)?lib(?:64)?/(?:[^/]+-linux-(?:gnu|musl)/)?[^/]*\\.so[^/]*"
                  + "|(?:usr/)?(?:local/)?lib(?:64)?/python3(?:\\.[0-9]+t?)?/"
                  + ("(?!(?:" + UNUSED + ")/).*"))
          .asMatchPredicate();

  private final Path root;

  private InterpreterFiles(Path root) {
    this.root = root;
  }

  /// Unpacks into an existing, empty directory.
  ///
  /// @throws IOException when a layer cannot be read or a file not written
  public static void unpack(BaseImage base, Path directory) throws IOException {
    LayerVisitor files = new Unpacking(in(directory));
    for (ImageLayer.Remote layer : base.layers()) {
      try (InputStream stored = new BufferedInputStream(layer.content().open(), 1 << 16)) {
        LayerScan.scan(stored, files);
        // A layer on its way from a registry is verified, and kept, at its end.
        stored.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /// To be unpacked into an existing, empty directory.
  static InterpreterFiles in(Path directory) throws IOException {
    return new InterpreterFiles(directory.toRealPath());
  }

  private record Unpacking(InterpreterFiles files) implements LayerVisitor {
    @Override
    public void beginLayer() {}

    @Override
    public void add(TarArchiveEntry entry, InputStream content) throws IOException {
      Optional<Path> file = files.place(entry);
      if (file.isPresent()) {
        fill(file.get(), entry, content);
      }
    }
  }

  /// Makes all that needs no content; of what does, the path, at which nothing is yet.
  Optional<Path> place(TarArchiveEntry entry) throws IOException {
    String path = BaseFiles.plain(entry.getName());
    // The others may have names that no path here can have, under a locale without their letters.
    if (entry.isDirectory() || !WANTED.test(path)) {
      return Optional.empty();
    }
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      return Optional.empty();
    }
    Path parent = file.resolveSibling("").normalize();
    if (!nearestExisting(parent).toRealPath().startsWith(root)) {
      throw new FileAlreadyExistsException(path, null, "lies behind a link out of the base");
    }
    Files.createDirectories(existing(parent));
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Files.deleteIfExists(file);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, target(file, entry.getLinkName()));
    } else if (entry.isLink()) {
      Path linked = root.resolve(BaseFiles.plain(entry.getLinkName())).normalize();
      if (Files.isRegularFile(linked) && linked.toRealPath().startsWith(root)) {
        Files.copy(linked, file);
      }
    } else if (entry.isFile()) {
      return Optional.of(file);
    }
    return Optional.empty();
  }

  /// Writes the content of an entry to its path.
  static void fill(Path file, TarArchiveEntry entry, InputStream content) throws IOException {
    Files.copy(content, file);
    boolean executable = (entry.getMode() & 0111) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static Path nearestExisting(Path directory) {
    Path at = directory;
    while (!Files.exists(at)) {
      at = at.resolveSibling("").normalize();
    }
    return at;
  }

  /// A link to a directory counts as that directory.
  private static Path existing(Path directory) throws IOException {
    return Files.exists(directory) ? directory.toRealPath() : directory;
  }

  /// Absolute targets mean the base's root, not this machine's.
  private Path target(Path link, String target) {
    if (!target.startsWith("/")) {
      return Path.of(target);
    }
    return link.resolveSibling("").normalize().relativize(root.resolve(target.substring(1)));
  }
}
