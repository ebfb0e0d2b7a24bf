package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.debian.unpack.TestDeb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// A signed archive in memory. Published files can be tampered with.
public final class FakeArchive implements ArchiveTransport {

  /// Where archives lie: below `http://mirror.test/ARCHIVE/`.
  public static final String HOST = "http://mirror.test/";

  private final Map<URI, byte[]> files = new TreeMap<>();
  private final List<URI> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<TestKey> keys;

  /// An archive whose release files these keys sign.
  public FakeArchive(TestKey... keys) {
    this.keys = List.of(keys);
  }

  /// What a suite says of itself.
  public record Header(String suite, String codename, String date, String validUntil) {
    /// A suite that never expires.
    public static Header of(String suite, String codename) {
      return new Header(suite, codename, "Thu, 01 Jan 2026 00:00:00 UTC", "");
    }
  }

  /// Roots of the archives of this one.
  public static Mirrors mirrors() {
    return new Mirrors(
        Map.of(
            "debian", List.of(URI.create(HOST + "debian/")),
            "debian-security", List.of(URI.create(HOST + "debian-security/"))));
  }

  /// Publishes a suite with these packages for amd64, signed.
  public FakeArchive publish(Suite suite, Header header, List<TestDeb> packages) {
    StringBuilder index = new StringBuilder();
    for (TestDeb each : packages) {
      byte[] bytes = each.bytes();
      String name = field(each, "Package");
      String path =
          "pool/main/"
              + name
              + "_"
              + field(each, "Version").replaceFirst("^\\d+:", "")
              + "_amd64.deb";
      put(suite, path, bytes);
      index.append(each.control()).append("Filename: ").append(path);
      index.append("\nSize: ").append(bytes.length);
      index.append("\nSHA256: ").append(Hashing.sha256(bytes).hex()).append("\n\n");
    }
    String lines = index(suite, "main", index.toString()) + "\n" + index(suite, "universe", "");
    put(suite, "dists/" + suite.name() + "/InRelease", sign(release(header, lines), keys));
    return this;
  }

  /// Puts an index in both of its forms, and gives their lines of the release file.
  private String index(Suite suite, String component, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String path = component + "/binary-amd64/";
    return form(suite, path, "Packages.gz", gzip(bytes))
        + "\n"
        + form(suite, path, "Packages.xz", xz(bytes));
  }

  private String form(Suite suite, String path, String name, byte[] compressed) {
    Digest digest = Hashing.sha256(compressed);
    String directory = "dists/" + suite.name() + "/" + path;
    put(suite, directory + name, compressed);
    put(suite, directory + "by-hash/SHA256/" + digest.hex(), compressed);
    return " " + digest.hex() + " " + compressed.length + " " + path + name;
  }

  /// The text of a release file.
  public static String release(Header header, String line) {
    String validUntil =
        header.validUntil().isEmpty() ? "" : "Valid-Until: " + header.validUntil() + "\n";
    return """
    Origin: Debian
    Suite: %s
    Codename: %s
    Date: %s
    %sAcquire-By-Hash: yes
    Description: - a line that begins with a dash is escaped
    SHA256:
    %s\
    """
        .formatted(header.suite(), header.codename(), header.date(), validUntil, line);
  }

  private static byte[] sign(String text, List<TestKey> keys) {
    return TestKey.clearSign(text, keys).getBytes(StandardCharsets.UTF_8);
  }

  private static String field(TestDeb deb, String name) {
    return deb.control()
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] gzip(byte[] bytes) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] xz(byte[] bytes) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
        xz.write(bytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The address of a file of a suite's archive.
  public static URI address(Suite suite, String path) {
    return URI.create(HOST + suite.archive() + "/" + path);
  }

  /// Puts a file, replacing what was there.
  public void put(Suite suite, String path, byte[] bytes) {
    files.put(address(suite, path), bytes);
  }

  /// The bytes of a file.
  public byte[] get(Suite suite, String path) {
    return Optional.ofNullable(files.get(address(suite, path))).orElseThrow();
  }

  /// Writes all files below a directory, by archive, as a mirror on disk has them.
  public void writeTo(Path directory) throws IOException {
    for (Map.Entry<URI, byte[]> each : files.entrySet()) {
      Path file = directory.resolve(each.getKey().getPath().substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
  }

  /// Removes a file.
  public void remove(Suite suite, String path) {
    remove(address(suite, path));
  }

  /// Removes a file.
  public void remove(URI address) {
    files.remove(address);
  }

  /// All paths of files.
  public List<URI> addresses() {
    return List.copyOf(files.keySet());
  }

  /// What was asked for so far.
  public List<URI> requests() {
    return requests;
  }

  @Override
  public Optional<InputStream> open(URI address) {
    requests.add(address);
    URI decoded = URI.create(address.toString().replace("%2B", "+").replace("%7E", "~"));
    return Optional.ofNullable(files.get(decoded)).map(ByteArrayInputStream::new);
  }

  /// A store in a directory.
  public static ArchiveStore store(Path directory) {
    return new ArchiveStore() {
      @Override
      public Optional<Path> find(Digest digest) {
        Path file = directory.resolve(digest.hex());
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
      }

      @Override
      public Path keep(Digest digest, Path file) throws IOException {
        return Files.move(
            file, directory.resolve(digest.hex()), StandardCopyOption.REPLACE_EXISTING);
      }
    };
  }
}
