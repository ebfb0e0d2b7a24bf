package dev.garboard.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;
import picocli.CommandLine;

class CacheableJarTest {

  private static SortedMap<String, byte[]> picocli() throws Exception {
    return CacheableJar.read(jarOf(CommandLine.class));
  }

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void everyClassFileIsOfAVersionWithStackMaps() throws Exception {
    SortedMap<String, byte[]> files = picocli();

    assertThat(files).containsKey("META-INF/MANIFEST.MF").hasSizeGreaterThan(100);
    files.forEach((name, bytes) -> {
      if (name.endsWith(".class")) {
        assertThat(CacheableJar.major(bytes)).as(name).isGreaterThanOrEqualTo(51);
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
  void ofASignatureNothingIsLeft() throws Exception {
    SortedMap<String, byte[]> files = CacheableJar.read(jarOf(IgnoreNode.class));

    assertThat(files.keySet())
        .contains("org/eclipse/jgit/ignore/IgnoreNode.class")
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)"));
    Manifest manifest = new Manifest(new ByteArrayInputStream(files.get("META-INF/MANIFEST.MF")));
    assertThat(manifest.getMainAttributes().getValue("Bundle-SymbolicName"))
        .startsWith("org.eclipse.jgit");
    assertThat(manifest.getEntries()).isEmpty();
  }

  @Test
  void noPackageIsSealed() throws Exception {
    Path jar = jarOf(XZInputStream.class);
    try (JarFile before = new JarFile(jar.toFile())) {
      assertThat(sealed(before.getManifest())).isEqualTo("true");
    }

    byte[] manifest = CacheableJar.read(jar).get("META-INF/MANIFEST.MF");
    assertThat(sealed(new Manifest(new ByteArrayInputStream(manifest)))).isNull();
  }

  private static String sealed(Manifest manifest) {
    return manifest.getMainAttributes().getValue(Attributes.Name.SEALED);
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
