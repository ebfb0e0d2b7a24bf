package dev.garboard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private Machine machine;
  private Path garboard;
  private Path mvnw;

  @BeforeEach
  void checkout(@TempDir Path directory) throws Exception {
    machine = new Machine(directory);
    garboard = machine.checkout.resolve("garboard");
    mvnw = machine.checkout.resolve("mvnw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/jvm/temurin-25-jdk-amd64",
        "opt/jdk-25.0.3",
        "home/.sdkman/candidates/java/25-tem",
        "home/.asdf/installs/java/temurin-25",
        "home/.local/share/mise/installs/java/25",
        "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home"
      })
  void mavenStartsOnTheJdkOfAUsualPlace(String place) throws Exception {
    machine.jdk("usr/lib/jvm/java-17", "17.0.15");
    Path jdk = machine.jdk(place, "25.0.3");
    machine.maven("exit 3");

    assertThat(machine.run(mvnw, "verify", "-Dx=a b").exit()).isEqualTo(3);
    assertThat(machine.mavenStarts()).containsExactly(jdk + " verify -Dx=a b");
  }

  @Test
  void asksAppleWhereTheJdkIs() throws Exception {
    Path jdk = machine.jdk("elsewhere/Home", "25");
    Machine.script(machine.root.resolve("usr/libexec/java_home"), "echo '" + jdk + "'");
    machine.maven("").run(mvnw, "-v");

    assertThat(machine.mavenStarts()).containsExactly(jdk + " -v");
  }

  @Test
  void prefersJdk25ToANewerOne() throws Exception {
    machine.jdk("usr/lib/jvm/a-26", "26-ea");
    Path jdk = machine.jdk("usr/lib/jvm/b-25", "25.0.3");
    machine.maven("").run(mvnw, "-v");

    assertThat(machine.mavenStarts()).containsExactly(jdk + " -v");
  }

  @Test
  void takesANewerJdkWhereThereIsNo25() throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a-26", "26-ea");
    machine.maven("").run(mvnw, "-v");

    assertThat(machine.mavenStarts()).containsExactly(jdk + " -v");
  }

  @Test
  void javaHomeWinsWhenItIsNewEnough() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    Path mine = machine.jdk("my jdk", "25.0.1");
    machine.with("JAVA_HOME", mine.toString()).maven("").run(mvnw, "-v");

    assertThat(machine.mavenStarts()).containsExactly(mine + " -v");
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a", "25");
    machine.with("JAVA_HOME", machine.jdk("old", "1.8.0_402").toString()).maven("");
    machine.run(mvnw, "-v");

    assertThat(machine.mavenStarts()).containsExactly(jdk + " -v");
  }

  @Test
  void garboardJavaHomeWinsAndMustFit() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    Path mine = machine.jdk("mine", "25");
    machine.maven("").with("GARBOARD_JAVA_HOME", mine.toString()).run(mvnw, "-v");
    assertThat(machine.mavenStarts()).containsExactly(mine + " -v");

    Path old = machine.jdk("old", "17");
    var refused = machine.with("GARBOARD_JAVA_HOME", old.toString()).run(mvnw, "-v");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo("garboard: GARBOARD_JAVA_HOME is not the home of a JDK 25: " + old + "\n");
  }

  @Test
  void aJavaWithoutACompilerIsNoJdk() throws Exception {
    Files.delete(machine.jdk("usr/lib/jvm/jre-25", "25").resolve("bin/javac"));

    assertThat(machine.maven("").run(mvnw, "-v").exit()).isEqualTo(1);
  }

  @Test
  void saysThatTheJdkIsMissingAndWhatItSaw() throws Exception {
    Path old = machine.jdk("usr/lib/jvm/java-17", "17.0.15");
    machine.maven("");

    var maven = machine.run(mvnw, "verify");
    assertThat(maven.exit()).isEqualTo(1);
    assertThat(maven.err())
        .contains("no JDK 25 found. Too old:\n  " + old + " (Java 17)\n")
        .contains("apt-get install", "brew install openjdk@25", "export GARBOARD_JAVA_HOME=");
    assertThat(machine.run(garboard).exit()).isEqualTo(69);
    assertThat(machine.mavenStarts()).isEmpty();
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");

    var maven = machine.run(mvnw, "verify");
    assertThat(maven.exit()).isEqualTo(1);
    assertThat(maven.err()).contains("Maven is not installed", "apt-get install maven");
    var launched = machine.run(garboard);
    assertThat(launched.exit()).isEqualTo(69);
    assertThat(launched.err()).contains("Maven is not installed");
  }

  @Test
  void buildsOnceThenBecomesTheProgram() throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven();

    var first = machine.run(garboard, "build", "a b", "");
    assertThat(first.exit()).isEqualTo(7);
    assertThat(first.err()).isEqualTo("garboard: building from source\n");
    assertThat(first.out())
        .startsWith(jdk.resolve("bin/java") + "|" + machine.root.toRealPath() + "\n")
        .contains("/launch/b.jar:")
        .endsWith(
            "/launch/garboard.jar>\n<dev.garboard.cli.Main>\n<build>\n<a b>\n<>\nfrom stdin\n");

    var second = machine.run(garboard);
    assertThat(second.err()).isEmpty();
    assertThat(machine.mavenStarts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "builder/pom.xml", "builder/src/main/A.java"})
  void aChangedSourceIsBuilt(String source) throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven().run(garboard);
    machine.run(garboard);
    Files.writeString(machine.checkout.resolve(source), "changed");
    machine.run(garboard);

    assertThat(machine.mavenStarts()).hasSize(2);
  }

  @Test
  void aDeletedSourceIsBuilt() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven().run(garboard);
    Files.delete(machine.checkout.resolve("builder/src/main/A.java"));
    machine.run(garboard);

    assertThat(machine.mavenStarts()).hasSize(2);
  }

  @Test
  void aTestIsNoReasonToBuild() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven().run(garboard);
    Path test = machine.checkout.resolve("builder/src/test/ATest.java");
    Files.createDirectories(machine.checkout.resolve("builder/src/test"));
    Files.writeString(test, "");
    machine.run(garboard);

    assertThat(machine.mavenStarts()).hasSize(1);
  }

  @Test
  void theProgramReadsFileNamesAsUtf8UnderAnyLocale() throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a", "25");
    Machine.script(jdk.resolve("bin/java"), "echo \"$LC_ALL\"");
    machine.buildingMaven().with("LC_ALL", "C");

    assertThat(machine.run(garboard, "plan").out()).isEqualTo("C.UTF-8\n");
  }

  @Test
  void runsThroughSymbolicLinks() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven();
    Path links = Files.createDirectories(machine.root.resolve("more links"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of("../my checkout/garboard"));
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), links.resolve("relative"));

    assertThat(machine.run(absolute).exit()).isEqualTo(7);
    assertThat(machine.checkout.resolve("builder/target/launch/garboard.jar")).exists();
  }

  @Test
  void showsMavensErrorsAndTriesAgainNextTime() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.maven("echo '[INFO] chatter'; echo '[ERROR] A.java:[1,2] ; expected'; exit 1");

    var failed = machine.run(garboard);
    assertThat(failed.exit()).isEqualTo(70);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .isEqualTo(
            """
            garboard: building from source
            [ERROR] A.java:[1,2] ; expected
            garboard: the build failed
            """);
    assertThat(machine.run(garboard).exit()).isEqualTo(70);
    assertThat(machine.mavenStarts()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void launchesAtOnceBuildOnce(boolean flock) throws Exception {
    machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven();
    if (flock) {
      machine.tool("flock");
    }
    List<Machine.Running> launches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      launches.add(machine.start(garboard));
    }
    for (Machine.Running launch : launches) {
      assertThat(launch.await().exit()).isEqualTo(7);
    }

    assertThat(machine.mavenStarts()).hasSize(1);
  }

  /// The program prepares an environment and says how to go on.
  private void preparingJava(String body) throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a", "25");
    machine.buildingMaven().run(garboard);
    Machine.script(jdk.resolve("bin/java"), body);
    machine.with("TMPDIR", Files.createDirectories(machine.root.resolve("a tmp")).toString());
  }

  @Test
  void runBecomesTheCommandWithTheArgumentsAsGiven() throws Exception {
    preparingJava(
        "printf '%s\\n' 'export GREETING=hello' 'shift 2' 'exec \"$@\"' >\"$GARBOARD_EXEC_FILE\"");
    String script =
        "echo $GREETING $$ ${GARBOARD_EXEC_FILE-unset}; printf '<%s>' \"$@\"; cat; exit 9";
    var running =
        machine.start(garboard, "run", "--", "sh", "-c", script, "sh", "a b", "", "é'\"$x");
    var result = running.await();

    assertThat(result.exit()).isEqualTo(9);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo("hello " + running.process().pid() + " unset\n<a b><><é'\"$x>from stdin\n");
    assertThat(machine.root.resolve("a tmp")).isEmptyDirectory();
  }

  @Test
  void runStopsWhereThereIsNothingToBecome() throws Exception {
    preparingJava("echo no >&2; exit 125");
    var failed = machine.run(garboard, "run", "--", "touch", machine.root + "/touched");
    assertThat(failed.exit()).isEqualTo(125);
    assertThat(failed.err()).isEqualTo("no\n");

    preparingJava("exit 0");
    assertThat(machine.run(garboard, "run", "--help").exit()).isZero();
    assertThat(machine.root.resolve("touched")).doesNotExist();
    assertThat(machine.root.resolve("a tmp")).isEmptyDirectory();
  }

  @Test
  void aSignalEndsTheCommandItself() throws Exception {
    preparingJava("printf '%s\\n' 'shift 2' 'exec \"$@\"' >\"$GARBOARD_EXEC_FILE\"");
    var running = machine.start(garboard, "run", "--", "sleep", "600");
    while (running.process().info().command().filter(c -> c.endsWith("sleep")).isEmpty()) {
      Thread.sleep(5);
    }
    running.process().destroy();
    assertThat(running.await().exit()).isEqualTo(128 + 15);
  }

  /// Java writes what it was told to, and prints its arguments.
  private static final String RECORDING_JAVA =
      """
      for each in "$@"; do
        case $each in
          -XX:AOTConfiguration=* | -XX:AOTCache=*.new) : >"${each#*=}" ;;
        esac
      done
      printf '<%s>\\n' "$@"
      """;

  @Test
  void startsFromACacheThatTheBuildMakes() throws Exception {
    Path jdk = machine.jdk("usr/lib/jvm/a", "25");
    Machine.script(jdk.resolve("bin/java"), RECORDING_JAVA);
    machine.buildingMaven();
    Path launch = machine.checkout.resolve("builder/target/launch");

    assertThat(machine.run(garboard, "build").out())
        .contains("<-XX:AOTCache=" + machine.checkout.toRealPath() + "/")
        .contains("<-XX:TieredStopAtLevel=4>")
        .contains("CompileThresholdScaling,com.sun.crypto.provider.GaloisCounterMode*::*,");
    assertThat(machine.run(garboard, "--help").out())
        .contains("<-XX:TieredStopAtLevel=1>")
        .doesNotContain("CompileThresholdScaling");
    assertThat(launch).isDirectoryContaining("glob:**garboard.aot");
    assertThat(launch).isDirectoryNotContaining("glob:**garboard.aot.*");
  }

  @Test
  void startsWithoutACacheWhereNoneCanBeMade() throws Exception {
    machine.jdk("usr/lib/jvm/a", "25"); // ends with 7, whatever it is told
    machine.buildingMaven();

    assertThat(machine.run(garboard, "build").out()).contains("<-Xshare:auto>");
    assertThat(machine.checkout.resolve("builder/target/launch"))
        .isDirectoryNotContaining("glob:**garboard.aot*");
  }
}
