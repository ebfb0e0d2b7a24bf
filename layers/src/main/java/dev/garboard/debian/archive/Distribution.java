package dev.garboard.debian.archive;

import java.io.IOException;
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

  /// Every past state of Ubuntu's archive, security and all architectures included: `TIME/` below
  /// it is one of them.
  public static final URI UBUNTU_SNAPSHOT = URI.create("https://snapshot.ubuntu.com/ubuntu/");

  /// Ubuntu's archive for amd64.
  public static final URI UBUNTU_ARCHIVE = URI.create("http://archive.ubuntu.com/ubuntu/");

  /// Ubuntu's security archive for amd64.
  public static final URI UBUNTU_SECURITY_ARCHIVE =
      URI.create("http://security.ubuntu.com/ubuntu/");

  /// Ubuntu's archive for other architectures, security included.
  public static final URI UBUNTU_PORTS_ARCHIVE =
      URI.create("http://ports.ubuntu.com/ubuntu-ports/");

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
    return Optional.ofNullable(DEBIAN_RELEASES.get(name)).map(suite -> debian(name, suite));
  }

  /// The release that a lock names: [#debian], or the one of an image as [#ofImage] names it. The
  /// architecture decides only which archives of Ubuntu are the official ones.
  public static Optional<Distribution> named(String name, Architecture architecture) {
    Optional<Distribution> known = debian(name);
    String codename = name.substring(name.indexOf(':') + 1);
    if (known.isPresent() || !codename.matches("[a-z]+")) {
      return known;
    }
    return switch (name.substring(0, name.length() - codename.length())) {
      case "debian:" -> Optional.of(debian(name, codename));
      case "ubuntu:" -> Optional.of(ubuntu(codename, architecture));
      default -> Optional.empty();
    };
  }

  private static Distribution debian(String name, String suite) {
    return new Distribution(
        name,
        List.of(
            new Suite(DEBIAN, suite),
            new Suite(DEBIAN, suite + "-updates"),
            new Suite(DEBIAN_SECURITY, suite + "-security")),
        List.of("main"),
        Map.of(DEBIAN, DEBIAN_ARCHIVE, DEBIAN_SECURITY, DEBIAN_SECURITY_ARCHIVE));
  }

  private static Distribution ubuntu(String codename, Architecture architecture) {
    boolean main = architecture == Architecture.AMD64;
    String archive = main ? "ubuntu" : "ubuntu-ports";
    String security = main ? "ubuntu-security" : archive;
    return new Distribution(
        "ubuntu:" + codename,
        List.of(
            new Suite(archive, codename),
            new Suite(archive, codename + "-updates"),
            new Suite(security, codename + "-security")),
        List.of("main", "universe"),
        main
            ? Map.of(archive, UBUNTU_ARCHIVE, security, UBUNTU_SECURITY_ARCHIVE)
            : Map.of(archive, UBUNTU_PORTS_ARCHIVE));
  }

  /// The release that an image is of, by its `os-release(5)`, if it is Debian's or Ubuntu's.
  ///
  /// @param osRelease the text of `/etc/os-release`
  public static Optional<Distribution> ofImage(String osRelease, Architecture architecture) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : osRelease.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).strip();
        fields.put(line.substring(0, equals).strip(), value.replaceAll("^([\"'])(.*)\\1$", "$2"));
      }
    }
    String codename = fields.getOrDefault("VERSION_CODENAME", "");
    if (!codename.matches("[a-z]+")) {
      return Optional.empty();
    }
    return switch (fields.getOrDefault("ID", "")) {
      case "debian" -> Optional.of(debian("debian:" + codename, codename));
      case "ubuntu" -> Optional.of(ubuntu(codename, architecture));
      default -> Optional.empty();
    };
  }

  /// These mirrors, then the state of each archive at a time as the distribution keeps it.
  ///
  /// @param timestamp as `YYYYMMDDTHHMMSSZ`
  public Mirrors withSnapshots(Mirrors mirrors, String timestamp) {
    if (!isUbuntu()) {
      return mirrors.thenSnapshot(DEBIAN_SNAPSHOT, timestamp);
    }
    Map<String, List<URI>> kept = new TreeMap<>();
    archives
        .keySet()
        .forEach(each -> kept.put(each, List.of(UBUNTU_SNAPSHOT.resolve(timestamp + "/"))));
    return mirrors.then(new Mirrors(kept));
  }

  private boolean isUbuntu() {
    return name.startsWith("ubuntu:");
  }

  /// The keys that sign this release.
  ///
  /// @throws IOException when the shipped keyring cannot be read
  public Keyring keyring() throws IOException {
    return isUbuntu() ? Keyring.ubuntu() : Keyring.debian();
  }

  /// The names that [#debian] accepts.
  public static List<String> debianNames() {
    return List.copyOf(DEBIAN_RELEASES.keySet());
  }
}
