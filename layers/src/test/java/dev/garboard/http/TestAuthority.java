package dev.garboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate authority made on the spot with the JDK's `keytool`, and a server certificate for
/// 127.0.0.1 that it signed.
public final class TestAuthority {

  private static final String PASSWORD = "changeit";

  private final Path directory;

  /// Makes both in an existing directory.
  public TestAuthority(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Garboard test authority", "-ext", "bc:c");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-dname",
        "CN=server",
        "-signer",
        "ca",
        "-ext",
        "san=ip:127.0.0.1");
    keytool("-exportcert", "-alias", "ca", "-rfc", "-file", certificate().toString());
  }

  /// The authority's certificate in PEM form.
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /// For a server that shows its certificate.
  public SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    store.deleteEntry("ca");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", directory.resolve("keys.p12").toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
