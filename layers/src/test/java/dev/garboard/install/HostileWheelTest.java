package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.python.WheelFilename;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelEntryException;
import dev.garboard.wheel.WheelException;
import dev.garboard.wheel.WheelProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Crafted wheels: each has the expected outcome, uv's outcome, and where ours is the stricter one,
/// the reason.
class HostileWheelTest {

  private static final WheelFilename FILENAME = WheelFilename.parse("demo-1.0-py3-none-any.whl");

  @TempDir private static Path cache;

  @TempDir private Path directory;

  static List<HostileCase> cases() {
    return Stream.of(
            HostilePaths.names(),
            HostilePaths.types(),
            HostileArchives.headers(),
            HostileArchives.extras(),
            HostileArchives.data(),
            HostileArchives.structure(),
            HostileArchives.bombs(),
            HostileMetadata.distInfo(),
            HostileMetadata.records(),
            HostileMetadata.scripts(),
            HostileMetadata.data())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void coversAtLeastAHundredAndTwentyWheels() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(120);
    assertThat(cases().stream().map(HostileCase::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void hasTheExpectedOutcome(HostileCase hostile) throws IOException {
    Path wheel = Files.write(directory.resolve(FILENAME.text()), hostile.wheel().get());
    List<String> outcome = outcome(wheel);
    if (hostile.ours().startsWith("warned")) {
      assertThat(outcome).contains(hostile.ours()).noneMatch(o -> o.startsWith("refused"));
    } else {
      assertThat(outcome).containsExactly(hostile.ours());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAtLeastAsStrictAsUv(HostileCase hostile) {
    switch (hostile.uv()) {
      case REFUSES -> {
        if (!hostile.isRefused()) {
          assertThat(hostile.reason()).as("why we accept what uv refuses").isNotEmpty();
        }
      }
      case INSTALLS, NOT_RUN -> {
        if (hostile.isRefused()) {
          assertThat(hostile.reason()).as("why we refuse what uv accepts").isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void uvDoesWhatTheTableSays(HostileCase hostile) throws Exception {
    assumeTrue(hostile.uv() != HostileCase.Uv.NOT_RUN, "too large to run through uv");
    Oracle uv = Oracle.uv(cache);
    Path wheel = Files.write(directory.resolve(FILENAME.text()), hostile.wheel().get());
    Path environment = uv.environment(directory);
    Oracle.Result result = uv.install(wheel, environment, directory);
    assertThat(result.succeeded())
        .as(result.output())
        .isEqualTo(hostile.uv() == HostileCase.Uv.INSTALLS);
    if (result.succeeded() && !hostile.isRefused()) {
      TreeComparison.assertSame(wheel, environment);
    }
  }

  private static List<String> outcome(Path wheel) throws IOException {
    try (WheelArchive archive = WheelArchive.open(wheel, FILENAME)) {
      InstalledWheel installed =
          WheelInstaller.install(
              archive,
              InstallLayout.venv(UnixPath.of("opt/venv"), 13, false),
              InstallOptions.defaults());
      readAll(installed);
      if (installed.warnings().isEmpty()) {
        return List.of("accepted");
      }
      return installed.warnings().stream().map(HostileWheelTest::word).distinct().toList();
    } catch (WheelException e) {
      return e.problems().stream().map(HostileWheelTest::word).distinct().toList();
    } catch (InstallException e) {
      List<String> words = new ArrayList<>();
      e.problems().forEach(p -> words.add("refused " + p.getClass().getSimpleName()));
      return words.stream().distinct().toList();
    } catch (WheelEntryException e) {
      return List.of("refused " + e.fault());
    }
  }

  private static String word(InstallWarning warning) {
    return "warned "
        + (warning instanceof InstallWarning.InWheel(var inner)
            ? inner.getClass().getSimpleName()
            : warning.getClass().getSimpleName());
  }

  private static String word(WheelProblem problem) {
    return "refused "
        + switch (problem) {
          case WheelProblem.MalformedArchive p -> p.fault().name();
          case WheelProblem.LimitExceeded p -> p.limit().name();
          default -> problem.getClass().getSimpleName();
        };
  }

  private static void readAll(InstalledWheel installed) throws IOException {
    for (TreeEntry entry : installed.tree().entries().values()) {
      if (entry instanceof TreeEntry.RegularFile(var content, var _)) {
        try (InputStream in = content.open()) {
          assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(content.size());
        }
      }
    }
  }
}
