package dev.garboard.hostbuild;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.deflate.ZipWriter;
import dev.garboard.hostbuild.BuiltWheel.Made;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The wheel that a project's build backend would make, where `pyproject.toml` and the tree say all
/// that goes into it: the same files, the same entry points, metadata of the same meaning.
public final class StaticWheel {

  private static final Pattern PYTHON_3 = Pattern.compile("\\s*(>=|~=|==|>)\\s*3.*");
  private static final List<String> DEFAULT_LICENSES =
      List.of("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*");

  private final WheelFilename filename;
  private final SortedMap<String, Entry> entries;

  private StaticWheel(WheelFilename filename, SortedMap<String, Entry> entries) {
    this.filename = filename;
    this.entries = entries;
  }

  /// One file of the wheel.
  record Entry(Content content, boolean executable) {}

  /// Whether a wheel is known.
  public sealed interface Result {
    /// It is.
    record Known(StaticWheel wheel) implements Result {}

    /// It is not: the backend must run.
    ///
    /// @param reason what stands against it, naming table and key, or file
    record NotStatic(String reason) implements Result {}
  }

  /// Judges a project.
  ///
  /// @throws IOException when the tree cannot be read
  public static Result of(BuildFacts facts) throws IOException {
    try {
      return new Result.Known(known(facts));
    } catch (NotKnownException e) {
      return new Result.NotStatic(e.reason());
    }
  }

  /// The project's version where it is known, even if its wheel is not.
  ///
  /// @throws IOException when the tree cannot be read
  public static Optional<String> version(BuildFacts facts) throws IOException {
    try {
      return Optional.of(StaticVersion.of(facts));
    } catch (NotKnownException _) {
      return Optional.empty();
    }
  }

  private static StaticWheel known(BuildFacts facts) throws IOException, NotKnownException {
    StaticBackend backend = StaticBackend.of(facts);
    Map<String, Object> project = facts.table("project");
    // Without a bound some backends tag for Python 2, too.
    if (!PYTHON_3.matcher(BuildFacts.text(project, "requires-python")).matches()) {
      throw new NotKnownException("project.requires-python does not start at Python 3");
    }
    requireReadme(facts, project);
    String version = StaticVersion.of(facts);
    SortedMap<String, Entry> entries = new TreeMap<>(StaticFiles.of(facts, backend));
    String name = PackageName.of(BuildFacts.text(project, "name")).value().replace('-', '_');
    String info = name + "-" + version + ".dist-info/";
    entries.putAll(distInfo(facts, info, licenses(facts, backend)));
    if (backend == StaticBackend.SETUPTOOLS) {
      entries.put(info + "top_level.txt", text(topLevel(entries.keySet())));
    }
    return withRecord(WheelFilename.parse(name + "-" + version + "-py3-none-any.whl"), entries);
  }

  /// A wheel of these files, which lack RECORD.
  static StaticWheel withRecord(WheelFilename filename, SortedMap<String, Entry> files)
      throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(files);
    String path =
        filename.name().value().replace('-', '_') + "-" + filename.version() + ".dist-info/RECORD";
    entries.put(path, text(record(entries, path)));
    return new StaticWheel(filename, entries);
  }

  /// What dist-info holds, whatever the modules are.
  ///
  /// @param info its directory, with a slash at the end
  static SortedMap<String, Entry> distInfo(BuildFacts facts, String info, List<String> licenses)
      throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (String path : licenses) {
      entries.put(info + "licenses/" + path, StaticFiles.entry(facts.directory().resolve(path)));
    }
    String version = info.substring(info.indexOf('-') + 1, info.length() - ".dist-info/".length());
    entries.put(info + "METADATA", text(CoreMetadata.text(facts, version, licenses)));
    entries.put(
        info + "WHEEL",
        text(
            """
            Wheel-Version: 1.0
            Generator: garboard
            Root-Is-Purelib: true
            Tag: py3-none-any
            """));
    String entryPoints = EntryPointsText.of(facts);
    if (!entryPoints.isEmpty()) {
      entries.put(info + "entry_points.txt", text(entryPoints));
    }
    return entries;
  }

  private static void requireReadme(BuildFacts facts, Map<String, Object> project)
      throws NotKnownException {
    Object readme = project.getOrDefault("readme", "");
    String file =
        readme instanceof String path ? path : BuildFacts.text(BuildFacts.asTable(readme), "file");
    if (!file.isEmpty() && !Files.isRegularFile(facts.directory().resolve(file))) {
      throw new NotKnownException("no such readme: " + file);
    }
  }

  static List<String> licenses(BuildFacts facts, StaticBackend backend)
      throws IOException, NotKnownException {
    Map<String, Object> project = facts.table("project");
    boolean said = project.containsKey("license-files");
    if (project.get("license") instanceof Map) {
      throw new NotKnownException("project.license is a table");
    }
    if (said && !(project.get("license-files") instanceof List)) {
      throw new NotKnownException("project.license-files is a table");
    }
    if (!said && backend == StaticBackend.UV_BUILD) {
      return List.of();
    }
    List<String> globs = said ? BuildFacts.texts(project, "license-files") : DEFAULT_LICENSES;
    if (globs.stream().anyMatch(glob -> glob.contains("/"))) {
      throw new NotKnownException("project.license-files names other directories");
    }
    try (Stream<Path> files = Files.list(facts.directory())) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::getFileName)
          .filter(file -> globs.stream().anyMatch(glob -> glob(glob).matches(file)))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static PathMatcher glob(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private static String topLevel(Iterable<String> paths) {
    TreeMap<String, String> names = new TreeMap<>();
    for (String path : paths) {
      String first = path.substring(0, Math.max(0, path.indexOf('/')));
      if (!first.isEmpty() && !first.toLowerCase(Locale.ROOT).endsWith(".dist-info")) {
        names.put(first, first + "\n");
      }
    }
    return String.join("", names.values());
  }

  static Entry text(String text) {
    return new Entry(Content.of(text), false);
  }

  private static String record(SortedMap<String, Entry> entries, String self) throws IOException {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      Content content = entry.getValue().content();
      byte[] hash = HexFormat.of().parseHex(Hashing.sha256(content).hex());
      String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      out.append(quoted(entry.getKey())).append(",sha256=").append(base64);
      out.append(',').append(content.size()).append('\n');
    }
    return out.append(self).append(",,\n").toString();
  }

  private static String quoted(String path) {
    return path.contains(",") || path.contains("\"")
        ? "\"" + path.replace("\"", "\"\"") + "\""
        : path;
  }

  /// Name, version and tags.
  public WheelFilename filename() {
    return filename;
  }

  /// Writes the wheel below a directory, under its digest; the bytes are a function of the files.
  ///
  /// @throws IOException when a file of the project cannot be read or the wheel not be written
  public BuiltWheel writeBelow(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path aside = Files.createTempFile(directory, "new-", ".whl");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
        ZipWriter zip = new ZipWriter(out);
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
          zip.add(entry.getKey(), entry.getValue().content(), entry.getValue().executable());
        }
        zip.finish();
      }
      Digest digest = Hashing.sha256(Content.of(aside));
      Path place = Files.createDirectories(directory.resolve(digest.hex()));
      Path file = place.resolve(filename.text());
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      return new BuiltWheel(filename, file, digest, Made.STATIC);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /// The wheel that lies below a directory where one alone is ever written.
  ///
  /// @throws IOException when it cannot be read
  public static Optional<BuiltWheel> writtenBelow(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory, 2)) {
      List<Path> wheels =
          files
              .filter(file -> file.getNameCount() == directory.getNameCount() + 2)
              .sorted()
              .toList();
      for (Path file : wheels) {
        Digest digest = Hashing.sha256(Content.of(file));
        if (digest.hex().equals(file.getName(file.getNameCount() - 2).toString())) {
          WheelFilename name = WheelFilename.parse(String.valueOf(file.getFileName()));
          return Optional.of(new BuiltWheel(name, file, digest, Made.CACHED));
        }
      }
    }
    return Optional.empty();
  }
}
