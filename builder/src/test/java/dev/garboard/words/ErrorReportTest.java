package dev.garboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.garboard.stage.StageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A switch over exceptions of many packages cannot be held complete by the compiler.
final class ErrorReportTest {

  @Test
  void everyStagesExceptionHasItsWords() throws IOException {
    var classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.garboard");
    Set<String> all =
        classes.get(StageException.class).getAllSubclasses().stream()
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> told = new TreeSet<>();
    try (InputStream code = ErrorReport.class.getResourceAsStream("ErrorReport.class")) {
      assertThat(code).isNotNull();
      for (PoolEntry entry : ClassFile.of().parse(code.readAllBytes()).constantPool()) {
        if (entry instanceof ClassEntry type) {
          told.add(type.asInternalName().replace('/', '.'));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(10);
    assertThat(told).containsAll(all);
  }
}
