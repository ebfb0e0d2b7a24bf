package dev.garboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the main code of a module against every rule. Each module extends it once, and its tests
/// run in the module's directory, so that no test class or fixture is among the scanned classes.
public abstract class ModuleArchitecture {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path GOLDEN = Path.of("src/test/resources/golden/public-types.txt");

  private final JavaClasses main = main();

  @TestFactory
  Stream<DynamicTest> keepsEachRule() {
    return ArchitectureRules.forRoot("dev.garboard").entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(main)));
  }

  /// Guards the rules against a scan that sees nothing.
  @Test
  void scansOneTopLevelClassForEachSource() throws IOException {
    long scanned = main.stream().filter(JavaClass::isTopLevelClass).count();

    assertThat(scanned).isEqualTo(SourceFiles.below(SOURCES).size());
  }

  @Test
  void keepsEachSourceShort() throws IOException {
    assertThat(SourceFiles.tooLong(SOURCES)).isEmpty();
    assertThat(SourceFiles.tooLong(Path.of("src/test/java"))).isEmpty();
  }

  /// A new public type shows in review. `-Dgarboard.golden.rewrite=true` rewrites the listing.
  @Test
  void publishesTheListedTypes() throws IOException {
    String actual = publicTypes();
    if (Boolean.getBoolean("garboard.golden.rewrite")) {
      Files.createDirectories(Path.of("src/test/resources/golden"));
      Files.writeString(GOLDEN, actual);
    }
    assertThat(actual)
        .as("public types; accept with -Dgarboard.golden.rewrite=true")
        .isEqualTo(Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "");
  }

  private String publicTypes() {
    Map<String, TreeSet<String>> byPackage = new TreeMap<>();
    main.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .forEach(type ->
            byPackage
                .computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>())
                .add(type.getSimpleName()));
    return byPackage.entrySet().stream()
        .map(entry -> entry.getKey() + "\n  " + String.join("\n  ", entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static JavaClasses main() {
    Path classes = Path.of("target/classes");
    return Files.isDirectory(classes)
        ? new ClassFileImporter().importPath(classes)
        : new ClassFileImporter().importClasses();
  }
}
