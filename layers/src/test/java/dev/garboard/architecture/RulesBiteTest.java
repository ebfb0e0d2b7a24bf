package dev.garboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each rule has a fixture package of its own name that breaks it. Libraries that `layers` does not
/// have on its class path are stood in for by a class of the same package name.
class RulesBiteTest {
  private static final String FIXTURES = "dev.garboard.archfixtures";

  @TestFactory
  Stream<DynamicTest> eachRuleRejectsItsFixture() {
    return ArchitectureRules.forRoot(FIXTURES).keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> rejects(name)));
  }

  private static void rejects(String name) {
    String root = FIXTURES + "." + name;
    JavaClasses fixture = new ClassFileImporter().importPackages(root);
    Map<String, ArchRule> rules = ArchitectureRules.forRoot(root);
    ArchRule rule = Objects.requireNonNull(rules.get(name));
    assertThat(fixture).isNotEmpty();
    assertThat(rule.evaluate(fixture).hasViolation()).as(name).isTrue();
  }

  @Test
  void aPackageOutsideTheTableIsRejected() {
    JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURES + ".names");
    ArchRule rule = Objects.requireNonNull(ArchitectureRules.forRoot(FIXTURES).get("imports"));
    assertThat(rule.evaluate(fixture).getFailureReport().toString())
        .contains("package `names` is not in the package table");
  }

  @Test
  void aFileOf401LinesIsTooLong(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Long.java"), "//\n".repeat(401));
    Files.writeString(directory.resolve("Short.java"), "//\n".repeat(400));
    assertThat(SourceFiles.tooLong(directory))
        .containsExactly(directory.resolve("Long.java") + ": 401 lines");
  }
}
