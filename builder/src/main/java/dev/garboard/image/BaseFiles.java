package dev.garboard.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// The few files of a base that tell facts, as its layers leave them.
final class BaseFiles implements LayerVisitor {

  /// Package databases grow with the base; nothing else kept here is large.
  private static final int LARGEST_TEXT = 64 << 20;

  private static final Predicate<String> TEXTS =
      Pattern.compile(
              "etc/passwd|etc/group|var/lib/dpkg/status|var/lib/dpkg/status\\.d/[^/]+"
                  + "|(?:usr/)?lib/apk/db/installed"
                  + "|(?:.+/)?include/python3\\.[0-9]+t?/patchlevel\\.h")
          .asMatchPredicate();

  private static final Predicate<String> PROGRAMS =
      Pattern.compile(
              "(?:.+/)?bin/python3(?:\\.[0-9]+t?)?"
                  + "|(?:.+/)?lib(?:64)?/(?:[^/]+/)?libpython3\\.[0-9]+t?\\.so\\.1\\.0"
                  + "|(?:usr/)?lib(?:64)?/(?:[^/]+/)?libc\\.so\\.6"
                  + "|(?:usr/)?lib/ld-musl-[^/]+\\.so\\.1")
          .asMatchPredicate();

  private final LayeredPaths<Found> files = new LayeredPaths<>();

  /// What lies at a path.
  sealed interface Found {
    /// A text file.
    record Text(String text) implements Found {}

    /// A program or library, with the version that its strings tell, or an empty text.
    record Program(String version) implements Found {}

    /// A symbolic or hard link.
    ///
    /// @param target absolute, or relative to the link's directory
    record Link(String target) implements Found {}
  }

  @Override
  public void beginLayer() {
    files.beginLayer();
  }

  @Override
  public void add(TarArchiveEntry entry, InputStream content) throws IOException {
    String path = plain(entry.getName());
    if (!files.isWhiteout(path)) {
      if (!entry.isDirectory()) {
        files.remove(path);
      }
      find(path, entry, content).ifPresent(found -> files.put(path, found));
    }
  }

  private static Optional<Found> find(String path, TarArchiveEntry entry, InputStream content)
      throws IOException {
    boolean text = TEXTS.test(path);
    if (!text && !PROGRAMS.test(path)) {
      return Optional.empty();
    }
    if (entry.isSymbolicLink()) {
      return Optional.of(new Found.Link(entry.getLinkName()));
    }
    if (entry.isLink()) {
      return Optional.of(new Found.Link("/" + plain(entry.getLinkName())));
    }
    if (!entry.isFile()) {
      return Optional.empty();
    }
    return Optional.of(
        text
            ? new Found.Text(new String(content.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8))
            : new Found.Program(VersionStrings.find(path, content)));
  }

  static String plain(String name) {
    String path = name;
    while (path.startsWith("./") || path.startsWith("/")) {
      path = path.substring(path.indexOf('/') + 1);
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  NavigableMap<String, Found> files() {
    return files.found();
  }

  /// The text of a file; empty when there is none.
  String text(String path) {
    return files().get(path) instanceof Found.Text(String text) ? text : "";
  }

  /// Follows links from a path to something that is none; empty when they lead out of what is kept
  /// here.
  Optional<String> resolve(String path) {
    String at = path;
    for (int hops = 0; hops < 16; hops++) {
      switch (files().get(at)) {
        case null -> {
          return Optional.empty();
        }
        case Found.Link(String target) -> at = target(at, target);
        case Found.Text _, Found.Program _ -> {
          return Optional.of(at);
        }
      }
    }
    return Optional.empty();
  }

  private static String target(String link, String target) {
    String absolute =
        target.startsWith("/")
            ? target
            : "/" + link.substring(0, link.lastIndexOf('/') + 1) + target;
    return plain(Path.of(absolute).normalize().toString());
  }
}
