package dev.garboard.debian.archive;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A release of a Debian-family distribution: its suites, components, and official archives.
///
/// @param name as users write it, such as `debian:13`
/// @param suites the release itself, then its updates, then its security suite
/// @param components whose indexes are read
/// @param archives the official root of each archive that a suite names
public record Distribution(
    String name, List<Suite> suites, List<String> components, Map<String, URI> archives) {

  /// Debian's main archive and its updates.
  public static final URI DEBIAN_ARCHIVE = URI.create("http://ftp.debian.org/debian/");

  /// Debian's security archive.
  public static final URI DEBIAN_SECURITY_ARCHIVE =
      URI.create("http://security.debian.org/debian-security/");

  /// Every past state of Debian's archives: `archive/NAME/TIME/` below it is one of them.
  public static final URI DEBIAN_SNAPSHOT = URI.create("https://snapshot.debian.org/");

  /// The name of Debian's main archive in suites and locks.
  public static final String DEBIAN = "debian";

  /// The name of Debian's security archive in suites and locks.
  public static final String DEBIAN_SECURITY = "debian-security";

  private static final Map<String, String> DEBIAN_RELEASES =
      new TreeMap<>(
          Map.of("debian:12", "bookworm", "debian:13", "trixie", "debian:testing", "testing"));

  /// Copies.
  public Distribution {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
    archives = Map.copyOf(archives);
  }

  /// The Debian release of that name, such as `debian:13`, if Garboard knows it.
  public static Optional<Distribution> debian(String name) {
    return Optional.ofNullable(DEBIAN_RELEASES.get(name))
        .map(suite ->
            new Distribution(
                name,
                List.of(
                    new Suite(DEBIAN, suite),
                    new Suite(DEBIAN, suite + "-updates"),
                    new Suite(DEBIAN_SECURITY, suite + "-security")),
                List.of("main"),
                Map.of(DEBIAN, DEBIAN_ARCHIVE, DEBIAN_SECURITY, DEBIAN_SECURITY_ARCHIVE)));
  }

  /// The names that [#debian] accepts.
  public static List<String> debianNames() {
    return List.copyOf(DEBIAN_RELEASES.keySet());
  }
}
