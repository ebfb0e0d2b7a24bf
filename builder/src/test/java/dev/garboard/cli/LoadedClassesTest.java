package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.store.ChildJvm;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands that must be quick make Java load, counted in a process of its own. Each class is
/// time that no machine gives back.
final class LoadedClassesTest {

  private static final Pattern LOADED = Pattern.compile("(?m)\\] ([\\w.$/]+) source: ");

  /// What reads locks, archives, packages and networks.
  private static final List<String> NOT_NEEDED =
      List.of(
          "org.tomlj.",
          "org.antlr.",
          "org.bouncycastle.",
          "org.eclipse.jgit.",
          "org.apache.commons.compress.",
          "com.github.luben.",
          "com.google.gson.",
          "sun.security.ssl.",
          "jdk.proxy", // what annotations are read through
          "jdk.internal.net.http.",
          "dev.garboard.project.Lock",
          "dev.garboard.selection.Selector",
          "dev.garboard.wheel.",
          "dev.garboard.install.",
          "dev.garboard.layer.",
          "dev.garboard.deflate.",
          "dev.garboard.debian.");

  @TempDir private Path directory;
  private TestProject project;
  private String[] build = {};

  /// Files that were written long ago, as far as the commands can see.
  private final Instant now = Instant.now().plus(Duration.ofMinutes(1));

  @BeforeEach
  void write() throws IOException {
    directory = directory.toRealPath();
    project = TestProject.in(directory);
    build =
        new String[] {
          "build",
          project.path("demo").toString(),
          "--no-bytecode",
          "--base",
          "oci:" + project.path("base"),
          "--to",
          "oci-archive:" + project.path("app.tar")
        };
  }

  /// Runs a command on the store of these directories: the store, the time, the command line.
  public static void main(String[] arguments) {
    String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
    StoreRun run = StoreRun.at(Instant.parse(arguments[1]), Path.of(arguments[0]), command);
    System.out.print(run.exit() + "\n" + run.out() + run.err());
  }

  private Path store() {
    return directory.resolve("store");
  }

  private List<String> loaded(String... command) throws IOException, InterruptedException {
    Path log = directory.resolve("classes");
    String[] arguments =
        Stream.concat(Stream.of(store().toString(), now.toString()), Stream.of(command))
            .toArray(String[]::new);
    Process process =
        ChildJvm.start(
            List.of("-Xshare:auto", "-Xlog:class+load:file=" + log),
            LoadedClassesTest.class,
            arguments);
    String output = ChildBuild.output(process);
    assertThat(process.waitFor()).isZero();
    assertThat(output).startsWith(ExitCode.DONE + "\n");
    if (command[0].equals("build")) {
      assertThat(output).contains("nothing changed");
    }
    Matcher lines = LOADED.matcher(Files.readString(log));
    return lines.results().map(line -> line.group(1)).toList();
  }

  /// Without lambdas, which are counted among all.
  private static List<String> ours(List<String> classes) {
    return below(classes, "dev.garboard.").stream()
        .filter(name -> !name.contains("$$Lambda"))
        .toList();
  }

  private static List<String> below(List<String> classes, String prefix) {
    return classes.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Test
  void aBuildThatChangesNothingLoadsLittle() throws Exception {
    assertThat(StoreRun.at(now, store(), build).exit()).isEqualTo(ExitCode.DONE);
    List<String> classes = loaded(build);
    for (String prefix : NOT_NEEDED) {
      assertThat(below(classes, prefix)).as(prefix).isEmpty();
    }
    System.out.println(
        "nothing changed: " + classes.size() + " classes, of ours " + ours(classes).size());
    assertThat(ours(classes)).hasSizeBetween(20, 85);
    assertThat(classes).hasSizeBetween(500, 1700);
  }

  @Test
  void helpLoadsLessStill() throws Exception {
    List<String> classes = loaded("--help");
    for (String prefix : NOT_NEEDED) {
      assertThat(below(classes, prefix)).as(prefix).isEmpty();
    }
    System.out.println("--help: " + classes.size() + " classes, of ours " + ours(classes).size());
    assertThat(ours(classes)).hasSizeBetween(5, 80);
    assertThat(classes).hasSizeBetween(500, 1700);
  }
}
