package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.engine.DebianBase;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The digest of an image follows from project, lock and base, and from nothing else. Every build
/// starts from an empty store.
@RequiresNetwork
@RequiresTool({"mmdebstrap", "python3"})
@ExtendWith(HarbourImage.Shared.class)
class SameDigestTest {

  @TempDir Path directory;

  private WheelServer server;
  private Path project;

  @BeforeEach
  void projectOnOurServer(HarbourImage image) throws Exception {
    server = WheelServer.start(image.store());
    project = directory.resolve("checkout");
    Command.run(List.of("cp", "-R", HarbourImage.project().toString(), project.toString()))
        .success();
    Path lock = project.resolve("uv.lock");
    Files.writeString(lock, server.takeOver(Files.readString(lock)));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void anotherPlaceTimeAndOrderOfArrivalAndAnyNumberOfProcessors(HarbourImage image)
      throws Exception {
    String digest = image.digest();
    List<String> order = List.of();
    for (int processors : List.of(1, 4)) {
      server.reorder(processors);
      assertThat(
              build(cold().withProcessors(processors), "linux/amd64", project, HarbourImage.base()))
          .isEqualTo(digest);
      assertThat(server.served()).hasSize(21).isNotEqualTo(order);
      order = server.served();
    }
    forAnotherUser();
    assertThat(build(cold(), "linux/amd64", project, HarbourImage.base())).isEqualTo(digest);
  }

  @Test
  void forAnotherArchitectureTwice(HarbourImage image) throws Exception {
    Path base = DebianBase.archive("trixie", "arm64");
    CommandRun shared = CommandRun.on(image.store()).withProcessors(1);
    String first = build(shared, "linux/arm64", HarbourImage.project(), base);
    server.reorder(2);
    assertThat(build(cold().withProcessors(4), "linux/arm64", project, base))
        .isEqualTo(first)
        .isNotEqualTo(image.digest());
    assertThat(server.served()).hasSize(21);
  }

  /// Locales with other digits and with another lower case of `I`; encodings, time zones, umasks.
  @ParameterizedTest
  @CsvSource({
    "077, ar-EG-u-nu-arab, ISO-8859-1, Pacific/Kiritimati",
    "000, tr-TR,           UTF-16,     America/St_Johns"
  })
  void anotherProcess(String umask, String locale, String charset, String zone, HarbourImage image)
      throws Exception {
    Path home = Files.createDirectories(directory.resolve("a home"));
    Path temporary = Files.createDirectories(directory.resolve("a temporary directory"));
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    command.addAll(
        CommandRun.process(
            "-Duser.language=" + locale.substring(0, 2),
            "-Duser.country=" + locale.substring(3, 5),
            "-Duser.extensions=" + locale.substring(Math.min(locale.length(), 6)),
            "-Dfile.encoding=" + charset,
            "-Djava.io.tmpdir=" + temporary));
    command.addAll(arguments("linux/amd64", project, HarbourImage.base()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("HOME", home.toString(), "TZ", zone, "TMPDIR", temporary.toString()));
    builder.environment().keySet().removeAll(List.of("GARBOARD_CACHE_DIR", "XDG_CACHE_HOME"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(home.resolve(".cache/garboard")).isDirectory();
    assertThat(Files.readString(directory.resolve("digest")).strip()).isEqualTo(image.digest());
  }

  private CommandRun cold() throws IOException {
    return CommandRun.on(Files.createTempDirectory(directory, "store"));
  }

  private String build(CommandRun garboard, String platform, Path source, Path base)
      throws IOException {
    garboard.run(arguments(platform, source, base).toArray(String[]::new)).success();
    return Files.readString(directory.resolve("digest")).strip();
  }

  private List<String> arguments(String platform, Path source, Path base) {
    return List.of(
        "build",
        source.toString(),
        "--platform",
        platform,
        "--base",
        "oci-archive:" + base,
        "--to",
        "oci-archive:" + directory.resolve("app.tar"),
        "--digest-file",
        directory.resolve("digest").toString());
  }

  /// The same sources as a checkout under another umask, at another time, elsewhere.
  private void forAnotherUser() throws IOException {
    Path elsewhere = directory.resolve("élsewhere");
    Files.move(project, elsewhere);
    project = elsewhere;
    Command.run(List.of("chmod", "-R", "go-rwx", project.toString())).success();
    try (var files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
  }
}
