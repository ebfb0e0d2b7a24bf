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

  /// The loader and all libraries of a program, copied to a directory with one more that another
  /// one needs: what the process maps must come from there.
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
    Path more = Path.of(loaded("libresolv.so.2")).toRealPath();
    Files.copy(more, libraries.resolve("libresolv.so.2"));
    int machine = ElfReader.read(Content.of(python)).orElseThrow().machine();
    byte[] needs = ElfNeeds.of(machine, "libmore.so", List.of("libresolv.so.2"));
    Files.write(libraries.resolve("libmore.so"), needs);
    byte[] relocated =
        ElfRelocation.apply(Files.readAllBytes(python), loader, libraries.toString(), "libmore.so")
            .orElseThrow();
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
    assertThat(mapped)
        .contains(libraries.resolve("libmore.so").toString())
        .contains(libraries.resolve("libresolv.so.2").toString())
        .allMatch(path -> path.startsWith(libraries.toString()));
    // An object that says nothing of the stack would have made it executable.
    assertThat(
            output(
                List.of(program.toString(), "-S", "-c", "print(open('/proc/self/maps').read())"),
                Map.of("PYTHONHOME", "/usr")))
        .containsPattern("rw-p .*\\[stack]");
  }

  private static String loaded(String library) throws Exception {
    String code =
        "import ctypes; ctypes.CDLL('" + library + "'); print(open('/proc/self/maps').read())";
    return output(List.of("python3", "-c", code))
        .lines()
        .filter(line -> line.contains(library))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @RequiresTool("python3")
  void leavesOtherFilesAlone() throws Exception {
    byte[] python = Files.readAllBytes(Path.of("/usr/bin/python3").toRealPath());
    assertThat(
            ElfRelocation.apply(
                "#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.UTF_8), "/l", "/d", "n"))
        .isEmpty();
    assertThat(ElfRelocation.apply(new byte[0], "/l", "/d", "n")).isEmpty();
    byte[] once = ElfRelocation.apply(python, "/l", "/d", "n").orElseThrow();
    assertThat(ElfRelocation.apply(once, "/l", "/d", "n"))
        .as("it has a search path already")
        .isEmpty();
    assertThat(ElfRelocation.apply(python, "/l", "/d", "n".repeat(100_000)))
        .as("no room")
        .isEmpty();
    for (int length = 0; length < 4096; length += 61) {
      byte[] cut = java.util.Arrays.copyOf(python, length);
      assertThat(ElfRelocation.apply(cut, "/l", "/d", "n")).isEmpty();
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
