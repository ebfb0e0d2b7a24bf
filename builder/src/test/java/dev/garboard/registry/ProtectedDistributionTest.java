package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `docker-registry` with TLS and passwords.
@RequiresTool({"docker-registry", "openssl", "htpasswd"})
class ProtectedDistributionTest extends RegistryContract {

  @TempDir private static Path directory;
  private static RegistryProcess process;

  @BeforeAll
  static void start() throws Exception {
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    Path passwords = directory.resolve("htpasswd");
    Files.writeString(passwords, run("htpasswd", "-Bbn", "somebody", "a:secret"));
    process =
        RegistryProcess.distribution(
            directory,
            """
              tls: {certificate: %s, key: %s}
            auth: {htpasswd: {realm: basic, path: %s}}
            """
                .formatted(certificate, key, passwords));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!child.waitFor(60, TimeUnit.SECONDS) || child.exitValue() != 0) {
      throw new IOException(command[0] + " failed");
    }
    return output;
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Override
  String host() {
    return process.host();
  }

  @Override
  Map<String, String> environment() {
    return Map.of("SSL_CERT_FILE", directory.resolve("cert.pem").toString());
  }

  @Override
  RegistryCredentials credentials() {
    String auth =
        Base64.getEncoder().encodeToString("somebody:a:secret".getBytes(StandardCharsets.UTF_8));
    Path file = directory.resolve("auth.json");
    try {
      Files.writeString(file, "{\"auths\":{\"" + host() + "\":{\"auth\":\"" + auth + "\"}}}");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return RegistryCredentials.from(Map.of(), List.of(file));
  }
}
