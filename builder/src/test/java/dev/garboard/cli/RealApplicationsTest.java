package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.engine.Command.Outcome;
import dev.garboard.engine.DebianBase;
import dev.garboard.engine.DockerEngine;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Projects that other people wrote, built from their own locks and started inside. A distribution
/// that has no wheel is left out, and must then be the only one that is missed.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "mmdebstrap", "python3", "skopeo", "tar"})
@ExtendWith(HarbourImage.Shared.class)
class RealApplicationsTest {

  private static final List<String> CONFINED =
      List.of(
          "--network",
          "none",
          "--read-only",
          "--cap-drop",
          "ALL",
          "--tmpfs",
          "/tmp:mode=1777",
          "--env",
          "HOME=/tmp");

  @TempDir Path directory;

  @Test
  @RequiresTool({"python3.11", "uv"})
  void posting(HarbourImage shared) throws Exception {
    Path project = PublishedSource.fetch("posting", "2.9.2", directory);
    DockerEngine docker = shared.docker();
    String image =
        build(
            shared,
            project,
            DebianBase.archive("bookworm", "amd64"),
            "posting",
            "--python",
            "3.11");

    EnvironmentCheck check = check(docker, image);
    // One dependency, pyperclip, has no wheel: it is built on this machine.
    assertThat(check.unmet()).isEmpty();
    assertThat(check.damaged()).isEmpty();
    assertThat(check.misses()).isEmpty();
    assertThat(docker.run(image, CONFINED, "--help").success())
        .contains("Usage: posting", "Import an OpenAPI");
    assertThat(docker.run(image, CONFINED, "locate", "config").success())
        .contains("/tmp/.config/posting/config.yaml");
  }

  @Test
  @RequiresCorpus
  void mitmproxyWithAStandInTree(HarbourImage shared) throws Exception {
    Path project = corpus("mitmproxy");
    Path file = project.resolve("pyproject.toml");
    Files.writeString(
        file,
        Files.readString(file).replace("dynamic = [\"version\"]", "version = \"13.0.0.dev0\""));
    write(project.resolve("README.md"), "");
    write(project.resolve("LICENSE"), "");
    write(project.resolve("mitmproxy/__init__.py"), "");
    write(project.resolve("mitmproxy/tools/__init__.py"), "");
    write(
        project.resolve("mitmproxy/tools/main.py"),
        """
        def mitmdump():
            import aioquic.quic.connection, cryptography, flask, h2, mitmproxy_rs, tornado, urwid
            from OpenSSL import SSL
            print("imported", tornado.version, SSL.Context.__name__, mitmproxy_rs.__name__)


        mitmproxy = mitmweb = mitmdump
        """);
    DockerEngine docker = shared.docker();
    String image = build(shared, project, HarbourImage.base(), "mitmproxy", "--frozen");

    EnvironmentCheck check = check(docker, image);
    assertThat(check.unmet()).isEmpty();
    assertThat(check.damaged()).isEmpty();
    assertThat(check.misses()).isEmpty();
    assertThat(docker.run(image, program("/opt/venv/bin/mitmdump")).success())
        .isEqualTo("imported 6.5.4 Context mitmproxy_rs");
  }

  @Test
  @RequiresCorpus
  void aWorkspaceMemberWithAStandInTreeOnPython314(HarbourImage shared) throws Exception {
    Path project = corpus("full-stack-fastapi-template").resolve("backend");
    write(project.resolve("app/__init__.py"), "");
    write(
        project.resolve("app/main.py"),
        """
        import alembic, argon2, bcrypt, jinja2, psycopg, sentry_sdk, sqlmodel, tenacity, uvicorn
        from fastapi import FastAPI
        from fastapi.testclient import TestClient

        app = FastAPI()


        @app.get("/")
        def root() -> dict[str, str]:
            return {"psycopg": psycopg.pq.__impl__}


        if __name__ == "__main__":
            print(TestClient(app).get("/").json())
        """);
    DockerEngine docker = shared.docker();
    String image =
        build(
            shared,
            project,
            DebianBase.archive("testing", "amd64"),
            "full-stack",
            "--no-install-package",
            "dkimpy");

    EnvironmentCheck check = check(docker, image);
    assertThat(check.unmet()).hasSize(1).allMatch(u -> u.startsWith("emails: dkimpy"));
    assertThat(check.damaged()).isEmpty();
    assertThat(check.misses()).isEmpty();
    assertThat(docker.run(image, CONFINED, "-m", "app.main").success())
        .isEqualTo("{'psycopg': 'binary'}");
    assertThat(docker.run(image, CONFINED, "-V").success()).startsWith("Python 3.14.");
  }

  private Path corpus(String name) {
    Path copy = directory.resolve(name);
    String project = Corpus.find().orElseThrow().resolve("projects").resolve(name).toString();
    Command.run(List.of("cp", "-R", project, copy.toString())).success();
    return copy;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private String build(HarbourImage shared, Path project, Path base, String name, String... options)
      throws Exception {
    Path archive = directory.resolve(name + ".tar");
    String image = "garboard.test/" + name + ":1";
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build",
                project.toString(),
                "--base",
                "oci-archive:" + base,
                "--tag",
                image,
                "--to",
                "docker-archive:" + archive));
    arguments.addAll(List.of(options));
    Outcome built = CommandRun.on(shared.store()).run(arguments.toArray(String[]::new));
    built.success();
    // Wheels bring what they need, and nothing that they do not need is missed.
    assertThat(built.err()).doesNotContain("needs libraries that the image does not have");
    shared.docker().load(archive);
    return image;
  }

  private static EnvironmentCheck check(DockerEngine docker, String image) throws IOException {
    Outcome outcome =
        docker.run(image, program("/opt/venv/bin/python"), "-c", EnvironmentCheck.program());
    EnvironmentCheck check = EnvironmentCheck.of(outcome);
    System.out.println("environment: " + image + ": " + check);
    return check;
  }

  private static List<String> program(String path) {
    return Stream.concat(CONFINED.stream(), Stream.of("--entrypoint", path)).toList();
  }
}
