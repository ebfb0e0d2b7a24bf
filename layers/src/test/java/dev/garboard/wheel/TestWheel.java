package dev.garboard.wheel;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Makes a wheel in memory from a map of files, with a true RECORD and the lockfile lines that fit
/// it.
public final class TestWheel {

  private final String name;
  private final String version;
  private final String tag;
  private final SequencedMap<String, byte[]> files;
  private final Set<String> executables;

  private TestWheel(
      String name,
      String version,
      String tag,
      SequencedMap<String, byte[]> files,
      Set<String> executables) {
    this.name = name;
    this.version = version;
    this.tag = tag;
    this.files = files;
    this.executables = executables;
  }

  /// A wheel for any Python with METADATA and WHEEL.
  public static TestWheel of(String name, String version) {
    return of(name, version, "py3-none-any");
  }

  /// A wheel of this tag with METADATA and WHEEL.
  public static TestWheel of(String name, String version, String tag) {
    TestWheel empty =
        new TestWheel(name, version, tag, new LinkedHashMap<>(), new LinkedHashSet<>());
    String distInfo = name + "-" + version + ".dist-info/";
    return empty
        .file(
            distInfo + "METADATA",
            "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n")
        .file(
            distInfo + "WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: " + tag + "\n");
  }

  /// With one more file, or another content of a file.
  public TestWheel file(String path, byte[] content) {
    SequencedMap<String, byte[]> more = new LinkedHashMap<>(files);
    more.put(path, content.clone());
    return new TestWheel(name, version, tag, more, executables);
  }

  /// With one more text file, or another text.
  public TestWheel file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /// With one more file that may be executed.
  public TestWheel executable(String path, String text) {
    Set<String> more = new LinkedHashSet<>(executables);
    more.add(path);
    return new TestWheel(name, version, tag, files, more).file(path, text);
  }

  /// Without a file.
  public TestWheel without(String path) {
    SequencedMap<String, byte[]> fewer = new LinkedHashMap<>(files);
    fewer.remove(path);
    return new TestWheel(name, version, tag, fewer, executables);
  }

  /// With these lines in METADATA.
  public TestWheel metadata(String lines) {
    return distInfo(
        "METADATA",
        "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + lines);
  }

  /// With `entry_points.txt`.
  public TestWheel entryPoints(String text) {
    return distInfo("entry_points.txt", text);
  }

  /// With a file of the dist-info directory.
  public TestWheel distInfo(String file, String text) {
    return file(name + "-" + version + ".dist-info/" + file, text);
  }

  /// The RECORD of all files; none for a wheel that has its own.
  public String record() {
    List<RecordEntry> entries = new ArrayList<>();
    files.forEach((path, content) ->
        entries.add(RecordEntry.of(path, Hashing.sha256(content), content.length)));
    entries.add(new RecordEntry(recordPath(), "", ""));
    return new RecordFile(entries).print();
  }

  private String recordPath() {
    return name + "-" + version + ".dist-info/RECORD";
  }

  /// The archive, ready for quirks.
  public TestZip zip() {
    List<TestZipEntryWriter> entries = new ArrayList<>();
    files.forEach((path, content) ->
        entries.add(
            TestZipEntryWriter.deflated(path, content)
                .mode(executables.contains(path) ? 0100755 : 0100644)));
    if (!files.containsKey(recordPath())) {
      entries.add(TestZipEntryWriter.deflated(recordPath(), record()));
    }
    return TestZip.of(entries);
  }

  /// The archive without RECORD.
  public TestZip zipWithoutRecord() {
    TestZip zip = zip();
    return TestZip.of(zip.entries().subList(0, zip.entries().size() - 1));
  }

  /// The wheel's bytes.
  public byte[] bytes() {
    return zip().bytes();
  }

  /// The wheel's file name.
  public WheelFilename filename() {
    return WheelFilename.parse(name + "-" + version + "-" + tag + ".whl");
  }

  /// The digest of the wheel's bytes.
  public Digest digest() {
    return Hashing.sha256(bytes());
  }

  /// Writes the wheel into a directory.
  public Path write(Path directory) throws IOException {
    return Files.write(directory.resolve(filename().text()), bytes());
  }

  /// Writes and opens the wheel.
  public WheelArchive open(Path directory) throws IOException, WheelException {
    return WheelArchive.open(write(directory), filename());
  }

  /// The entry of the lockfile's `wheels` array.
  ///
  /// @param baseUrl where the file is offered, without a slash at the end
  public String lockWheel(String baseUrl) {
    return "{ url = \"%s/%s\", hash = \"%s\", size = %d }"
        .formatted(baseUrl, filename().text(), digest(), bytes().length);
  }

  /// The `[[package]]` table of the lockfile.
  ///
  /// @param registry the index's URL
  /// @param baseUrl where the file is offered, without a slash at the end
  public String lockPackage(String registry, String baseUrl) {
    return """
    [[package]]
    name = "%s"
    version = "%s"
    source = { registry = "%s" }
    wheels = [
        %s,
    ]
    """
        .formatted(filename().name(), version, registry, lockWheel(baseUrl));
  }
}
