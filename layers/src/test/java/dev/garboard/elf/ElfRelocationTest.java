package dev.garboard.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.requirement.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ElfRelocationTest {
  @TempDir Path temp;

  /// The loader and all libraries of a program, copied to a directory: what the process maps must
  /// come from there.
  @Test
  @RequiresTool({"python3", "ldd"})
  void startsThroughTheLoaderAndTheLibrariesThatItIsGiven() throws Exception {
    Path python = Path.of("/usr/bin/python3").toRealPath();
    Path libraries = Files.createDirectory(temp.resolve("libraries"));
    String loader = "";
    for (String word : output(List.of("ldd", python.toString())).split("\\s+", -1)) {
      Path library = Path.of(word);
      if (library.isAbsolute() && Files.isRegularFile(library)) {
        Path copy = Files.copy(library, libraries.resolve(library.getFileName().toString()));
        loader = word.contains("ld-linux") ? copy.toString() : loader;
      }
    }
    byte[] relocated =
        ElfRelocation.apply(Files.readAllBytes(python), loader, libraries.toString()).orElseThrow();
    Path program = Files.write(temp.resolve("python"), relocated);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(ElfReader.read(Content.of(program)).orElseThrow().runPath())
        .isEqualTo(libraries.toString());

    String code =
        "print('\\n'.join({l.split()[-1] for l in open('/proc/self/maps') if '.so' in l}))";
    List<String> mapped =
        output(List.of(program.toString(), "-S", "-c", code), Map.of("PYTHONHOME", "/usr"))
            .lines()
            .toList();
    assertThat(mapped).isNotEmpty().allMatch(path -> path.startsWith(libraries.toString()));
  }

  @Test
  @RequiresTool("python3")
  void leavesOtherFilesAlone() throws Exception {
    byte[] python = Files.readAllBytes(Path.of("/usr/bin/python3").toRealPath());
    assertThat(
            ElfRelocation.apply(
                "#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.UTF_8), "/l", "/d"))
        .isEmpty();
    assertThat(ElfRelocation.apply(new byte[0], "/l", "/d")).isEmpty();
    byte[] once = ElfRelocation.apply(python, "/l", "/d").orElseThrow();
    assertThat(ElfRelocation.apply(once, "/l", "/d")).as("it has a search path already").isEmpty();
    assertThat(ElfRelocation.apply(python, "/l", "/d".repeat(100_000))).as("no room").isEmpty();
    for (int length = 0; length < 4096; length += 61) {
      byte[] cut = java.util.Arrays.copyOf(python, length);
      assertThat(ElfRelocation.apply(cut, "/l", "/d")).isEmpty();
    }
  }

  private static String output(List<String> command) throws Exception {
    return output(command, Map.of());
  }

  private static String output(List<String> command, Map<String, String> variables)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
