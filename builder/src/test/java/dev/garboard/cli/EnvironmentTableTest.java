package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of needs in `docs/environments.md` names tests: each of them is there.
class EnvironmentTableTest {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final String USUAL = "EnvironmentNeedsTest";

  @Test
  void everyNeedNamesATestThatExists() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/environments.md")).stream()
            .filter(line -> line.matches("\\| [^|]*\\|[^|]*\\|[^|]*\\|"))
            .skip(1)
            .toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (String row : rows) {
      List<String> named = new ArrayList<>();
      Matcher quoted = QUOTED.matcher(row.split("\\|", -1)[3]);
      while (quoted.find()) {
        named.add(quoted.group(1));
      }
      assertThat(named).as(row).isNotEmpty().allSatisfy(name -> assertThat(exists(name)).isTrue());
    }
  }

  /// `method`, `Class` or `Class.method`.
  private static boolean exists(String name) throws IOException {
    String[] parts = name.split("\\.", -1);
    boolean isClass = Character.isUpperCase(name.charAt(0));
    Path file = source(isClass ? parts[0] : USUAL);
    String method = isClass ? (parts.length > 1 ? parts[1] : "") : parts[0];
    return method.isEmpty() || Files.readString(file).contains("void " + method + "(");
  }

  private static Path source(String type) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> found = files.filter(file -> file.endsWith(type + ".java")).toList();
      assertThat(found).as(type).hasSize(1);
      return found.getFirst();
    }
  }
}
