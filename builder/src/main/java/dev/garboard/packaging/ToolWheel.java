package dev.garboard.packaging;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.deflate.ZipWriter;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// A wheel that carries Garboard with its Java runtime, for `uvx garboard` and `pip install`. It
/// holds no Python: the launcher lies where scripts go, all else below `share/garboard` of the
/// environment, where the launcher looks for it.
///
/// Specification: binary distribution format, "The .data directory".
///
/// @param version of Garboard, as Python writes versions
/// @param platform the wheel's platform tag, such as `manylinux_2_17_x86_64`
public record ToolWheel(String version, String platform) {

  private static final String LAUNCHER = "bin/garboard";

  /// The name that the file must have.
  public String fileName() {
    return "garboard-" + version + "-py3-none-" + platform + ".whl";
  }

  /// Writes the wheel; does not close the stream.
  ///
  /// @param distribution a tree with the launcher `bin/garboard`, without symbolic links
  /// @throws IOException when a file cannot be read or the stream not written
  public void write(FileTree distribution, OutputStream out) throws IOException {
    String info = "garboard-" + version + ".dist-info/";
    String data = "garboard-" + version + ".data/";
    ZipWriter zip = new ZipWriter(out);
    StringBuilder record = new StringBuilder();
    for (Map.Entry<UnixPath, TreeEntry> each : distribution.entries().entrySet()) {
      if (each.getValue() instanceof TreeEntry.Directory) {
        continue;
      }
      if (!(each.getValue() instanceof TreeEntry.RegularFile file)) {
        throw new IOException("a wheel holds files alone, and this is none: " + each.getKey());
      }
      String path = each.getKey().value();
      String place = path.equals(LAUNCHER) ? "scripts/garboard" : "data/share/garboard/" + path;
      boolean executable = file.attributes().mode() != TreeEntry.Attributes.PLAIN.mode();
      add(zip, record, data + place, file.content(), executable);
    }
    add(zip, record, info + "METADATA", Content.of(metadata()), false);
    add(zip, record, info + "WHEEL", Content.of(wheel()), false);
    record.append(info).append("RECORD,,\n");
    zip.addDeflated(info + "RECORD", Content.of(record.toString()), false);
    zip.finish();
  }

  private static void add(
      ZipWriter zip, StringBuilder record, String path, Content content, boolean executable)
      throws IOException {
    zip.addDeflated(path, content, executable);
    byte[] hash = HexFormat.of().parseHex(Hashing.sha256(content).hex());
    String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    record.append(path + ",sha256=" + digest + "," + content.size() + "\n");
  }

  private String metadata() {
    return """
    Metadata-Version: 2.4
    Name: garboard
    Version: %s
    Summary: Ships Python projects that are locked with uv as container images and environments
    License-Expression: Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0
    """
        .formatted(version);
  }

  private String wheel() {
    return """
    Wheel-Version: 1.0
    Generator: garboard %s
    Root-Is-Purelib: false
    Tag: py3-none-%s
    """
        .formatted(version, platform);
  }
}
