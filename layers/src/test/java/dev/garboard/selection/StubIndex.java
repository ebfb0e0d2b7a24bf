package dev.garboard.selection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A flat index of wheels that hold nothing but metadata.
public record StubIndex(Path directory) {

  /// Adds a wheel.
  ///
  /// @param tags `py3-none-any`
  /// @param metadata further lines, such as `Requires-Dist: b`
  public StubIndex wheel(String name, String version, String tags, String... metadata)
      throws IOException {
    Files.createDirectories(directory);
    String stem = name.replace('-', '_') + "-" + version;
    Path file = directory.resolve(stem + "-" + tags + ".whl");
    String info = stem + ".dist-info/";
    List<String> lines = List.of("Metadata-Version: 2.1", "Name: " + name, "Version: " + version);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, info + "METADATA", String.join("\n", lines) + "\n" + String.join("\n", metadata));
      put(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: " + tags + "\n");
      put(zip, info + "RECORD", "");
    }
    return this;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
