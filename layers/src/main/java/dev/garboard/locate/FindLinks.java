package dev.garboard.locate;

import dev.garboard.http.HttpFailedException;
import dev.garboard.http.Urls;
import dev.garboard.http.WebClient;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The flat directories and HTML pages of `--find-links`: files by name. Pages are read once.
final class FindLinks {

  private static final int PAGE_LIMIT = 64 << 20;
  private static final Pattern LINK =
      Pattern.compile(
          "<a\\s[^>]*?href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))",
          Pattern.CASE_INSENSITIVE);

  private final List<Place> locations;
  private final Path root;
  private final WebClient client;
  private final ConcurrentMap<URI, Map<String, URI>> pages = new ConcurrentHashMap<>();

  /// @throws IllegalArgumentException when a location is neither a path nor a URL
  FindLinks(List<String> locations, Path root, WebClient client) {
    this.locations = locations.stream().map(location -> Place.parse(location, root)).toList();
    this.root = root;
    this.client = client;
  }

  /// The first place that has a file of this name. A page that cannot be had counts as empty.
  Optional<Place> find(String filename) throws InterruptedException {
    for (Place location : locations) {
      Optional<Place> found =
          switch (location) {
            case Place.Local(Path path) -> inLocal(path, filename);
            case Place.Remote(URI url) -> onPage(url, filename);
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The wheels of a distribution; of equal names the first place's.
  ///
  /// @throws IOException when a directory cannot be read
  Map<WheelFilename, Place> wheels(PackageName name) throws IOException, InterruptedException {
    Map<WheelFilename, Place> wheels = new LinkedHashMap<>();
    for (Place location : locations) {
      Map<String, Place> files =
          switch (location) {
            case Place.Local(Path path) -> filesIn(path);
            case Place.Remote(URI url) -> places(page(url));
          };
      files.forEach((file, place) ->
          wheel(file)
              .filter(wheel -> wheel.name().equals(name))
              .ifPresent(wheel -> wheels.putIfAbsent(wheel, place)));
    }
    return wheels;
  }

  /// Files of other kinds lie there, too.
  private static Optional<WheelFilename> wheel(String file) {
    try {
      return Optional.of(WheelFilename.parse(file));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Map<String, Place> filesIn(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return places(links(path.toUri(), Files.readString(path)));
    }
    Map<String, Place> files = new TreeMap<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> children = Files.list(path)) {
        children
            .filter(Files::isRegularFile)
            .forEach(file -> files.put(file.getFileName().toString(), new Place.Local(file)));
      }
    }
    return files;
  }

  private Map<String, Place> places(Map<String, URI> links) {
    Map<String, Place> places = new TreeMap<>();
    links.forEach((file, uri) -> places.put(file, Place.parse(uri.toString(), root)));
    return places;
  }

  private Optional<Place> inLocal(Path path, String filename) {
    if (Files.isDirectory(path)) {
      Path file = path.resolve(filename);
      return Files.isRegularFile(file) ? Optional.of(new Place.Local(file)) : Optional.empty();
    }
    try {
      URI found = links(path.toUri(), Files.readString(path)).get(filename);
      return Optional.ofNullable(found).map(uri -> Place.parse(uri.toString(), root));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Place> onPage(URI page, String filename) throws InterruptedException {
    return Optional.ofNullable(page(page).get(filename))
        .map(uri -> Place.parse(uri.toString(), root));
  }

  private Map<String, URI> page(URI page) throws InterruptedException {
    Map<String, URI> known = pages.get(page);
    if (known == null) {
      known = client.isOffline() ? Map.of() : fetch(page);
      pages.put(page, known);
    }
    return known;
  }

  private Map<String, URI> fetch(URI page) throws InterruptedException {
    try {
      byte[] html = client.get(page, Map.of("Accept", "text/html"), PAGE_LIMIT).content().readAll();
      return links(page, new String(html, StandardCharsets.UTF_8));
    } catch (HttpFailedException | IOException e) {
      return Map.of();
    }
  }

  private static Map<String, URI> links(URI base, String html) {
    Map<String, URI> links = new LinkedHashMap<>();
    Matcher matcher = LINK.matcher(html);
    while (matcher.find()) {
      String href = firstGroup(matcher).replace("&amp;", "&");
      resolve(base, href)
          .ifPresent(target -> {
            String path = target.getPath() == null ? "" : target.getPath();
            links.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), target);
          });
    }
    return links;
  }

  /// One malformed link does not spoil the page.
  private static Optional<URI> resolve(URI base, String href) {
    try {
      return Optional.of(base.resolve(Urls.parse(href)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String firstGroup(Matcher matcher) {
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (matcher.group(i) != null) {
        return matcher.group(i);
      }
    }
    return "";
  }
}
