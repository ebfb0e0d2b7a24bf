package dev.garboard.debian.unpack;

import dev.garboard.debian.packages.ControlReader;
import dev.garboard.debian.packages.PackageId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Unpacks packages. File contents are spooled to the work directory, so memory does not grow with
/// a package's size; the directory must outlive the trees.
public final class DebReader {

  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "triggers", "conffiles");

  /// More than any control file or script has.
  private static final int CONTROL_LIMIT = 4 << 20;

  private final Path workDirectory;

  /// Spools into this existing directory.
  public DebReader(Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  /// Reads one package.
  ///
  /// @throws UnpackException when the file is not a package or has entries that must not be
  /// @throws IOException when the work directory cannot be written
  public UnpackedPackage read(PackageId id, Path deb) throws UnpackException, IOException {
    Path spool =
        workDirectory.resolve(
            id.name()
                + "_"
                + id.version().text().replace(':', '%')
                + "_"
                + id.architecture()
                + ".tar");
    Map<String, String> control = new TreeMap<>();
    try {
      DebMembers.read(
          deb,
          new DebMembers.Visitor() {
            @Override
            public void control(InputStream tar) throws IOException {
              control.putAll(controlFiles(tar));
            }

            @Override
            public void data(InputStream tar) throws IOException {
              Files.copy(tar, spool, StandardCopyOption.REPLACE_EXISTING);
            }
          });
      String text = control.get("control");
      if (text == null) {
        throw new IOException("no `control` file");
      }
      SequencedMap<String, String> fields = fields(text);
      return new UnpackedPackage(id, fields, text, scripts(control), DataTree.read(id, spool));
    } catch (IOException | IllegalArgumentException e) {
      throw new UnpackException(new UnpackProblem.NotAPackage(id, String.valueOf(e.getMessage())));
    }
  }

  private static Map<String, String> controlFiles(InputStream tar) throws IOException {
    Map<String, String> files = new TreeMap<>();
    // Not closed: the member's stream belongs to the caller.
    TarArchiveInputStream entries = new TarArchiveInputStream(tar, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      String name =
          entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
      if (entry.isFile() && (name.equals("control") || SCRIPTS.contains(name))) {
        files.put(name, new String(entries.readNBytes(CONTROL_LIMIT), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static Map<String, String> scripts(Map<String, String> control) {
    Map<String, String> scripts = new TreeMap<>(control);
    scripts.keySet().retainAll(SCRIPTS);
    return scripts;
  }

  private static SequencedMap<String, String> fields(String text) throws IOException {
    return new ControlReader(new BufferedReader(new StringReader(text)), Set.of())
        .next()
        .orElseThrow(() -> new IOException("empty `control` file"));
  }
}
