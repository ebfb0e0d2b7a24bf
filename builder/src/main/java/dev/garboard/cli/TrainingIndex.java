package dev.garboard.cli;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.deflate.ZipWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// One wheel on loopback behind TLS, as the classes of TLS are most of those that a download needs.
final class TrainingIndex implements AutoCloseable {

  static final String WHEEL = "trained-1.0-py3-none-any.whl";

  private static final String PASSWORD = "loopback";

  private final HttpsServer server;
  private final Path certificate;
  private final byte[] wheel;

  private TrainingIndex(HttpsServer server, Path certificate, byte[] wheel) {
    this.server = server;
    this.certificate = certificate;
    this.wheel = wheel;
  }

  static TrainingIndex start(Path directory) throws IOException {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("certificate.pem");
    keytool(
        "-genkeypair",
        keys,
        List.of(
            "-alias",
            "index",
            "-keyalg",
            "EC",
            "-dname",
            "CN=index",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2"));
    keytool(
        "-exportcert", keys, List.of("-alias", "index", "-rfc", "-file", certificate.toString()));
    byte[] wheel = makeWheel();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.createContext(
        "/" + WHEEL,
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, wheel.length);
            exchange.getResponseBody().write(wheel);
          }
        });
    server.start();
    return new TrainingIndex(server, certificate, wheel);
  }

  /// Its root, with a slash at the end.
  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /// The PEM file of whom to trust.
  Path certificate() {
    return certificate;
  }

  Digest digest() {
    return Hashing.sha256(wheel);
  }

  long size() {
    return wheel.length;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// A runtime without the program still has its classes.
  private static void keytool(String command, Path keys, List<String> more) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-m", "java.base/sun.security.tools.keytool.Main", command));
    words.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12"));
    words.addAll(List.of("-storepass", PASSWORD));
    words.addAll(more);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("no certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("no certificate", e);
    }
  }

  private static SSLContext tls(Path keys) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS", e);
    }
  }

  private static byte[] makeWheel() throws IOException {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put("trained/__init__.py", "def main(): pass\n".repeat(50));
    files.put(
        "trained-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: trained\nVersion: 1.0\n");
    files.put(
        "trained-1.0.dist-info/WHEEL",
        "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    files.put(
        "trained-1.0.dist-info/entry_points.txt", "[console_scripts]\ntrained = trained:main\n");
    StringBuilder record = new StringBuilder();
    files.forEach((path, text) ->
        record
            .append(path)
            .append(",sha256=")
            .append(hash(text))
            .append(',')
            .append(text.length())
            .append('\n'));
    files.put("trained-1.0.dist-info/RECORD", record + "trained-1.0.dist-info/RECORD,,\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = new ZipWriter(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      zip.addDeflated(
          file.getKey(), Content.of(file.getValue().getBytes(StandardCharsets.UTF_8)), false);
    }
    zip.finish();
    return out.toByteArray();
  }

  private static String hash(String text) {
    byte[] hash = HexFormat.of().parseHex(Hashing.sha256(text).hex());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
