package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.engine.Command;
import dev.garboard.engine.Command.Outcome;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.engine.DockerEngine;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scientific stack, OpenCV and a PostgreSQL client on `debian:13`: what is missing is said,
/// what is said suffices, and all of it works with the least that an engine can grant.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "openssl"})
class DebianSystemTest {

  private static final String NAME = "garboard.test/science:1";

  private static final Pattern SUGGESTED = Pattern.compile("`system-packages = \\[([^]]+)]`");

  @TempDir Path directory;

  @Test
  void missingLibrariesAreNamedAndTheNamedPackagesSuffice() throws Exception {
    Outcome without = build("oci:" + directory.resolve("without"), List.of());

    assertThat(without.err().lines().filter(line -> line.startsWith("warning: ")))
        .containsExactly("warning: `opencv-python` needs libraries that the image does not have");
    assertThat(without.err())
        .contains("libGL.so.1: in libgl1\n", "libglib-2.0.so.0: in libglib2.0-0t64\n");
    Matcher suggested = SUGGESTED.matcher(without.err());
    assertThat(suggested.find()).isTrue();

    List<String> packages =
        new ArrayList<>(List.of(suggested.group(1).replaceAll("[\" ]", "").split(",", -1)));
    packages.add("libpq5");
    Path archive = directory.resolve("with.tar");
    Outcome with = build("docker-archive:" + archive + ":" + NAME, packages);

    assertThat(with.err()).doesNotContain("warning: ");
    try (DockerEngine docker = DockerEngine.start()) {
      docker.load(archive);
      worksInAContainer(docker);
    }
  }

  private Outcome build(String destination, List<String> packages) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("build", project().toString(), "--base", "debian:13"));
    arguments.addAll(List.of("--platform", "linux/amd64", "--no-bytecode", "--to", destination));
    packages.forEach(each -> arguments.addAll(List.of("--system-package", each)));
    Outcome outcome = CommandRun.on(DebianStore.path()).run(arguments.toArray(String[]::new));
    outcome.success();
    return outcome;
  }

  private Path project() throws IOException {
    Path project = Files.createDirectories(directory.resolve("science"));
    for (String file : List.of("pyproject.toml", "uv.lock")) {
      Files.write(project.resolve(file), resource("projects/science/" + file));
    }
    return project;
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = DebianSystemTest.class.getResourceAsStream("/" + name)) {
      return in.readAllBytes();
    }
  }

  private void worksInAContainer(ContainerEngine engine) throws Exception {
    Path checks = checks();
    JsonNode answer = run(engine, checks, List.of(), "all");

    System.out.println("debian:13 with the scientific stack: " + answer);
    assertThat(answer.get("uid").asInt()).isEqualTo(65532);
    assertThat(answer.get("user").asText()).isEqualTo("nonroot");
    assertThat(answer.get("home").asText()).isEqualTo("/home/nonroot");
    assertThat(answer.get("root").asText()).isEqualTo("Read-only file system");
    assertThat(answer.get("sqlite3").asInt()).isEqualTo(42);
    assertThat(answer.get("compressed").toString()).isEqualTo("[\"x\",\"y\"]");
    assertThat(answer.get("uuid").asText()).isEqualTo("aad03681-8b63-5304-89e0-8ca8f49461b5");
    assertThat(answer.get("decimal").asText()).isEqualTo("0.125");
    assertThat(answer.get("zone").asText()).isEqualTo("Europe/Berlin");
    assertThat(answer.get("locale").asText()).isEqualTo("C.UTF-8");
    assertThat(answer.get("strlen").asInt()).isEqualTo(4);
    assertThat(answer.get("libraries").toString())
        .isEqualTo("{\"c\":\"libc.so.6\",\"ssl\":\"libssl.so.3\",\"pq\":\"libpq.so.5\"}");
    assertThat(answer.get("shell").asText()).isEqualTo("42");
    assertThat(answer.get("script").asText()).isEqualTo("/opt/venv");
    assertThat(answer.get("venv").asText()).isEqualTo("/tmp/another");
    assertThat(answer.get("numpy").asDouble()).isEqualTo(8);
    assertThat(answer.get("scipy").asDouble()).isEqualTo(0.5);
    assertThat(answer.get("pandas").asInt()).isEqualTo(3);
    assertThat(answer.get("polars").asInt()).isEqualTo(3);
    assertThat(answer.get("sklearn").asDouble()).isEqualTo(1);
    assertThat(answer.get("pyarrow").asInt()).isEqualTo(2);
    assertThat(answer.get("matplotlib").asText()).isEqualTo("PNG");
    assertThat(answer.get("cv2").toString()).isEqualTo("[2,2,3]");
    assertThat(answer.get("psycopg").toString()).isEqualTo("[\"python\",true]");
    trustsTheBundle(engine, checks, answer);
  }

  private void trustsTheBundle(ContainerEngine engine, Path checks, JsonNode before)
      throws Exception {
    assertThat(before.get("https").asText()).isEqualTo("unable to get local issuer certificate");
    String bundle = "/etc/ssl/certs/ca-certificates.crt";
    String authorities =
        engine.run(NAME, List.of("--entrypoint", "cat", "--network", "none"), bundle).success();
    Path extended = directory.resolve("bundle.crt");
    Files.writeString(extended, authorities + "\n" + Files.readString(checks.resolve("ca.pem")));

    JsonNode after = run(engine, checks, List.of("-v", extended + ":" + bundle + ":ro"), "base");

    assertThat(after.get("https").asText()).isEqualTo("trusted");
    assertThat(before.get("authorities").asInt()).isGreaterThan(100);
    assertThat(after.get("authorities").asInt()).isEqualTo(before.get("authorities").asInt() + 1);
  }

  private JsonNode run(ContainerEngine engine, Path checks, List<String> more, String what)
      throws IOException {
    List<String> options =
        Stream.of(
                ContainerEngine.CONFINED,
                List.of("--tmpfs", "/tmp:mode=1777,exec", "-v", checks + ":/checks:ro"),
                List.of("--entrypoint", "python"),
                more)
            .flatMap(List::stream)
            .toList();
    return new ObjectMapper()
        .readTree(engine.run(NAME, options, "/checks/check.py", "/checks", what).success());
  }

  /// What the container sees: the program, a script, and a server's certificate.
  private Path checks() throws IOException {
    Path checks = Files.createDirectories(directory.resolve("checks"));
    Files.write(checks.resolve("check.py"), resource("containers/science.py"));
    Path script = checks.resolve("script");
    Files.writeString(script, "#!/usr/bin/env python\nimport sys\nprint(sys.prefix)\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        directory.resolve("names"), "subjectAltName=DNS:localhost\nauthorityKeyIdentifier=keyid\n");
    String create = "openssl req -newkey rsa:2048 -nodes";
    shell(
        create
            + " -x509 -subj '/CN=Test authority' -addext keyUsage=critical,keyCertSign"
            + " -keyout ca.key -out checks/ca.pem");
    shell(create + " -subj /CN=localhost -keyout server.key -out server.csr");
    shell(
        "openssl x509 -req -days 2 -CA checks/ca.pem -CAkey ca.key -CAcreateserial -in server.csr"
            + " -extfile names -out server.crt");
    shell("cat server.key server.crt >checks/server.pem; chmod 644 checks/*.pem");
    return checks;
  }

  private void shell(String command) {
    Command.run(List.of("sh", "-e", "-c", "cd \"$1\"; " + command, "sh", "" + directory)).success();
  }
}
