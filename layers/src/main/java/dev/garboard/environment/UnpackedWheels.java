package dev.garboard.environment;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.install.ScriptTemplate;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.RegularFile;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Unpacked distributions by key, shared by all environments of a store. Files are read-only, since
/// environments link to them; a directory appears whole or not at all.
public final class UnpackedWheels {

  /// Raised whenever the files of a distribution change for equal inputs.
  private static final int FORMAT = 1;

  private static final String INDEX = "index";
  private static final String RECORD = "record";
  private static final String FILES = "files";

  private static final int BUFFER = 1 << 16;

  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("r-xr-xr-x");

  private final Path root;

  /// Keeps them in this directory, which need not exist yet.
  public UnpackedWheels(Path root) {
    this.root = root;
  }

  /// The key of what a wheel becomes.
  static Digest key(Digest wheel, String directUrl, int minor, boolean freeThreaded) {
    return Hashing.sha256(
        String.join(
            "\n",
            Integer.toString(FORMAT),
            wheel.toString(),
            directUrl,
            "3." + minor + (freeThreaded ? "t" : "")));
  }

  Optional<UnpackedWheel> find(Digest key) throws IOException {
    Path directory = path(key);
    try {
      List<String> lines = Files.readAllLines(directory.resolve(INDEX));
      String record = Files.readString(directory.resolve(RECORD));
      List<UnpackedFile> files = new ArrayList<>(lines.size());
      for (String line : lines.subList(1, lines.size())) {
        files.add(UnpackedFile.parse(line));
      }
      return Optional.of(
          new UnpackedWheel(directory.resolve(FILES), lines.getFirst(), files, record));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Writes a tree of the neutral layout and returns it unpacked.
  ///
  /// @param scripts names of the scripts that may be templates, and of which kind
  UnpackedWheel add(
      Digest key, FileTree tree, String distInfo, Map<String, UnpackedFile.Kind> scripts)
      throws IOException {
    Path temporary = root.resolve("tmp").resolve(UUID.randomUUID().toString());
    Files.createDirectories(temporary.resolve(FILES));
    Path directory = path(key);
    List<UnpackedFile> files = new ArrayList<>();
    try {
      NamedFailure.of(temporary, () -> files.addAll(write(tree, temporary, distInfo, scripts)));
      Files.createDirectories(directory.resolveSibling("."));
      try {
        Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.isDirectory(directory)) {
          throw e;
        }
        // Another process was first; what it wrote is the same.
        Directories.deleteIfExists(temporary);
      }
    } catch (Throwable e) {
      Directories.deleteIfExists(temporary);
      throw e;
    }
    String record = Files.readString(directory.resolve(RECORD));
    return new UnpackedWheel(directory.resolve(FILES), distInfo, files, record);
  }

  private static List<UnpackedFile> write(
      FileTree tree, Path temporary, String distInfo, Map<String, UnpackedFile.Kind> scripts)
      throws IOException {
    List<UnpackedFile> files = new ArrayList<>();
    Files.createFile(temporary.resolve(RECORD));
    byte[] buffer = new byte[BUFFER];
    Set<String> made = new HashSet<>();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      UnixPath path = entry.getKey();
      if (!(entry.getValue() instanceof RegularFile(Content content, var attributes))) {
        continue;
      }
      if (path.value().endsWith("/" + distInfo + "/RECORD")) {
        Files.write(temporary.resolve(RECORD), content.readAll());
        continue;
      }
      boolean executable = (attributes.mode() & 0100) != 0;
      Path file = temporary.resolve(FILES, path.value());
      if (made.add(path.parent().value())) {
        Files.createDirectories(file.getParent());
      }
      try (InputStream in = content.open();
          OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
      }
      Files.setPosixFilePermissions(file, executable ? EXECUTABLE : PLAIN);
      files.add(new UnpackedFile(path, kind(path, content, executable, scripts)));
    }
    List<String> index = new ArrayList<>();
    index.add(distInfo);
    files.forEach(each -> index.add(each.line()));
    Files.write(temporary.resolve(INDEX), index);
    return files;
  }

  private static UnpackedFile.Kind kind(
      UnixPath path, Content content, boolean executable, Map<String, UnpackedFile.Kind> scripts)
      throws IOException {
    if (EnvironmentPaths.isScript(path) && ScriptTemplate.isTemplate(content)) {
      UnpackedFile.Kind kind = scripts.get(path.name());
      if (kind != null) {
        return kind;
      }
    }
    return executable ? UnpackedFile.Kind.EXECUTABLE : UnpackedFile.Kind.PLAIN;
  }

  private Path path(Digest key) {
    return root.resolve(key.hex().substring(0, 2), key.hex());
  }
}
