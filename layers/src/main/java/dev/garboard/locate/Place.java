package dev.garboard.locate;

import dev.garboard.http.RedactedUrl;
import dev.garboard.http.Urls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a location of the lock points to.
sealed interface Place {

  /// On the web.
  record Remote(URI url) implements Place {
    @Override
    public String toString() {
      return RedactedUrl.of(url).value();
    }
  }

  /// On this machine.
  record Local(Path path) implements Place {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// As [#parse] reads it. May hold a password.
  default String location() {
    return switch (this) {
      case Remote(URI url) -> url.toString();
      case Local(Path path) -> path.toString();
    };
  }

  Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://?.*|file:.*");

  /// Reads a location; relative paths start at `root`.
  ///
  /// @throws IllegalArgumentException when it is neither a path nor a URL that can be fetched
  static Place parse(String location, Path root) {
    if (!SCHEME.matcher(location).matches()) {
      return new Local(root.resolve(location).normalize());
    }
    URI url = Urls.parse(location);
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "http", "https" -> new Remote(url);
      case "file" -> new Local(root.resolve(filePath(url)).normalize());
      default ->
          throw new IllegalArgumentException("cannot fetch from " + new RedactedUrl(location));
    };
  }

  private static String filePath(URI url) {
    String host = url.getAuthority() == null ? "" : url.getAuthority();
    if (url.getPath() == null || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
      throw new IllegalArgumentException("not a local file: " + RedactedUrl.of(url));
    }
    return url.getPath();
  }
}
