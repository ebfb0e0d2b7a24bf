package dev.garboard.registry;

import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that keeps credentials (`docker-credential-NAME`): takes the registry's name on its
/// standard input, answers with JSON.
///
/// @param file that names it
/// @param required whether the file names it for this registry alone, so that its absence is a
///   fault
record CredentialProgram(
    String file, String name, boolean required, Map<String, String> environment) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// The user name that stands for an identity token.
  private static final String TOKEN_USER = "<token>";

  private String program() {
    return "docker-credential-" + name;
  }

  Optional<RegistryCredential> get(String registry) throws RegistryException, InterruptedException {
    Optional<Path> program = search();
    if (program.isEmpty()) {
      if (required) {
        throw failed(registry, "not on the search path");
      }
      return Optional.empty();
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(program.get().toString(), "get")
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        return talk(process, registry);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw failed(registry, e.toString());
    }
  }

  private Optional<Path> search() {
    return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program()))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Optional<RegistryCredential> talk(Process process, String registry)
      throws IOException, RegistryException, InterruptedException {
    try (OutputStream out = process.getOutputStream()) {
      out.write((registry + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It need not read; what it answers counts.
    }
    byte[] answer = read(process, registry);
    if (process.exitValue() != 0) {
      String text = new String(answer, StandardCharsets.UTF_8);
      if (text.contains("credentials not found")) {
        return Optional.empty();
      }
      throw failed(registry, "exit code " + process.exitValue());
    }
    return Optional.of(credential(registry, answer));
  }

  private byte[] read(Process process, String registry)
      throws IOException, RegistryException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = process.getInputStream();
    long start = System.nanoTime();
    boolean ended = false;
    while (!ended) {
      ended = process.waitFor(5, TimeUnit.MILLISECONDS);
      while (in.available() > 0) {
        bytes.write(in.readNBytes(in.available()));
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw failed(registry, "no answer within " + LIMIT.toSeconds() + " s");
      }
    }
    return bytes.toByteArray();
  }

  private RegistryCredential credential(String registry, byte[] answer) throws RegistryException {
    CredentialSource source = new CredentialSource.HelperProgram(file, program());
    try {
      JsonObject json = JsonObject.parse(program(), answer);
      String user = json.text("Username").orElse("");
      String secret = json.text("Secret").orElse("");
      if (secret.isEmpty()) {
        throw failed(registry, "its answer has no secret");
      }
      return user.equals(TOKEN_USER)
          ? new RegistryCredential.IdentityToken(secret, source)
          : new RegistryCredential.Password(user, secret, source);
    } catch (OciException e) {
      throw failed(registry, "its answer is not JSON");
    }
  }

  private RegistryException failed(String registry, String detail) {
    return new RegistryException(
        new RegistryProblem.HelperFailed(file, program(), registry, detail));
  }
}
