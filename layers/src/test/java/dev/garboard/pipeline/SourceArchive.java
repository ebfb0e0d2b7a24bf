package dev.garboard.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Source archives whose build backend lies in them, so that a build needs no network.
final class SourceArchive {

  private SourceArchive() {}

  /// Writes `NAME-VERSION.tar.gz`: a module of this text, below a subdirectory if one is named.
  static Path write(
      Path directory, String name, String version, String module, String... subdirectory)
      throws IOException {
    String top = name + "-" + version + "/";
    String root = subdirectory.length == 0 ? top : top + subdirectory[0] + "/";
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        top + "PKG-INFO",
        "Metadata-Version: 2.2\nName: %s\nVersion: %s\n".formatted(name, version));
    files.put(
        root + "pyproject.toml",
        """
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]
        [project]
        name = "%s"
        version = "%s"
        """
            .formatted(name, version));
    files.put(root + "backend.py", backend(name, version));
    files.put(root + name + ".py", module);
    Path file = Files.createDirectories(directory).resolve(name + "-" + version + ".tar.gz");
    return Files.write(file, tar(files));
  }

  private static byte[] tar(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String backend(String name, String version) {
    return """
    import os, sys, zipfile
    def build_wheel(out, config_settings=None, metadata_directory=None):
        name = '%1$s-%2$s-py3-none-any.whl'
        info = '%1$s-%2$s.dist-info'
        with zipfile.ZipFile(os.path.join(out, name), 'w') as z:
            z.write('%1$s.py')
            z.writestr('%1$s_seen.txt', '\\n'.join(
                k for k in os.environ if 'PLANTED' in k or 'planted' in os.environ[k]))
            z.writestr(info + '/METADATA',
                       'Metadata-Version: 2.1\\nName: %1$s\\nVersion: %2$s\\n')
            z.writestr(info + '/WHEEL', 'Wheel-Version: 1.0\\nGenerator: own\\n'
                       'Root-Is-Purelib: true\\nTag: py3-none-any\\n')
            z.writestr(info + '/RECORD', '')
        return name
    """
        .formatted(name, version);
  }
}
