package dev.garboard.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElfReaderTest {

  @Test
  void whatIsNotElfHasNoNeeds() throws IOException {
    assertThat(ElfReader.read(Content.of("#!/bin/sh\n"))).isEmpty();
    assertThat(ElfReader.read(Content.of(""))).isEmpty();
  }

  /// `readelf -d` is the oracle for every library of this machine's interpreter directory.
  @Test
  void agreesWithReadelf() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/readelf")), "no readelf on this machine");
    List<Path> libraries = libraries();
    assertThat(libraries).isNotEmpty();
    for (Path library : libraries) {
      SharedObject read = ElfReader.read(Content.of(library)).orElseThrow();
      List<String> lines = readelf(library, "-dW");
      assertThat(read.needed()).as("%s", library).isEqualTo(bracketed(lines, "(NEEDED)"));
      assertThat(Stream.of(read.soname()).filter(s -> !s.isEmpty()))
          .isEqualTo(bracketed(lines, "(SONAME)"));
      List<String> versions = readelf(library, "-VW");
      for (String required : read.requiredVersions()) {
        String version = required.substring(required.indexOf(' ') + 1);
        assertThat(versions).anyMatch(line -> line.contains("Name: " + version + " "));
      }
      long names =
          versions.stream().filter(l -> l.contains("Name: ") && l.contains("Version: ")).count();
      assertThat(read.requiredVersions()).hasSizeLessThanOrEqualTo((int) names);
      assertThat(read.requiredVersions().isEmpty())
          .isEqualTo(versions.stream().noneMatch(l -> l.contains("Version needs")));
      assertThat(read.providedVersions().isEmpty())
          .isEqualTo(versions.stream().noneMatch(l -> l.contains("Version definition")));
    }
  }

  @Test
  void damagedFilesNeverFail() throws IOException {
    List<Path> libraries = libraries();
    assumeTrue(!libraries.isEmpty(), "no shared library on this machine");
    byte[] good = Files.readAllBytes(libraries.getFirst());
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      for (int flips = 0; flips < 8; flips++) {
        bad[random.nextInt(flips < 6 ? 1_024 : bad.length)] = (byte) random.nextInt(256);
      }
      assertThat(ElfReader.read(Content.of(bad))).isNotNull();
    }
  }

  private static List<Path> libraries() throws IOException {
    Path directory = Path.of("/usr/lib/x86_64-linux-gnu");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(
              f -> f.getFileName().toString().matches("lib(c|z|m|ssl|stdc\\+\\+|ffi)\\.so\\..*"))
          .filter(f -> !Files.isSymbolicLink(f) || f.getFileName().toString().endsWith(".6"))
          .sorted()
          .toList();
    }
  }

  private static List<String> readelf(Path library, String flags) throws Exception {
    Process process = new ProcessBuilder("readelf", flags, library.toString()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static List<String> bracketed(List<String> lines, String kind) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line.contains(kind)) {
        values.add(line.substring(line.indexOf('[') + 1, line.indexOf(']')));
      }
    }
    return values;
  }
}
