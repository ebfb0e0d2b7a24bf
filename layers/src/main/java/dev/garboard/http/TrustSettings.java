package dev.garboard.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where trusted certificates lie: the files and directories that the user names, else the system's
/// bundle, else what Java brings.
final class TrustSettings {

  private static final List<Path> SYSTEM_BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/pki/tls/cacert.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  private final List<Path> named;

  private TrustSettings(List<Path> named) {
    this.named = named;
  }

  static TrustSettings from(Map<String, String> environment) {
    List<Path> named = new ArrayList<>();
    String file = environment.getOrDefault("SSL_CERT_FILE", "");
    if (!file.isEmpty()) {
      named.add(Path.of(file));
    }
    for (String directory : environment.getOrDefault("SSL_CERT_DIR", "").split(":", -1)) {
      if (!directory.isEmpty()) {
        named.add(Path.of(directory));
      }
    }
    return new TrustSettings(List.copyOf(named));
  }

  /// All files that hold certificates; none for Java's own.
  ///
  /// @throws IOException when a named path cannot be read; the message is the path
  List<Path> files() throws IOException {
    if (named.isEmpty()) {
      return SYSTEM_BUNDLES.stream().filter(Files::isReadable).limit(1).toList();
    }
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(list(path));
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new IOException(path.toString());
      }
    }
    return files;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isRegularFile).filter(Files::isReadable).sorted().toList();
    } catch (UncheckedIOException e) {
      throw new IOException(directory.toString(), e);
    }
  }
}
