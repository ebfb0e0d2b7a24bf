package dev.garboard.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClassUpgradeTest {

  private static SortedMap<String, byte[]> picocli() throws Exception {
    Path jar =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ClassUpgrade.read(jar);
  }

  @Test
  void everyClassFileIsOfAVersionWithStackMaps() throws Exception {
    SortedMap<String, byte[]> files = picocli();

    assertThat(files).containsKey("META-INF/MANIFEST.MF").hasSizeGreaterThan(100);
    files.forEach((name, bytes) -> {
      if (name.endsWith(".class")) {
        assertThat(ClassUpgrade.major(bytes)).as(name).isGreaterThanOrEqualTo(51);
      }
    });
  }

  @Test
  void theCodeIsVerifiedAndRuns() throws Exception {
    SortedMap<String, byte[]> files = picocli();
    Defining loader = new Defining(files);
    for (String name : files.keySet()) {
      if (name.startsWith("picocli/CommandLine") && name.endsWith(".class")) {
        String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
        assertThat(Class.forName(type, true, loader).getClassLoader()).isSameAs(loader);
      }
    }
    Class<?> line = loader.loadClass("picocli.CommandLine$Model$CommandSpec");
    Object spec = line.getMethod("create").invoke(null);
    assertThat(line.getMethod("name").invoke(spec)).isEqualTo("<main class>");
  }

  @Test
  void anotherRunGivesTheSameBytes() throws Exception {
    SortedMap<String, byte[]> again = picocli();

    picocli().forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
  }

  /// Knows picocli only by these files.
  private static final class Defining extends ClassLoader {
    private final SortedMap<String, byte[]> files;

    Defining(SortedMap<String, byte[]> files) {
      super(ClassLoader.getPlatformClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = files.get(name.replace('.', '/') + ".class");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
