package dev.garboard.image;

import dev.garboard.oci.ImageFormat;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the user decides about an image besides its layers.
///
/// @param created the time that the configuration and its history bear
/// @param environment absolute path of the virtual environment
public record ImageSettings(
    ImageFormat format, Instant created, String environment, Launch launch, Metadata metadata) {

  /// The time of all images that are not told another: zip tools reject earlier ones.
  public static final Instant DEFAULT_CREATED = Instant.parse("1980-01-01T00:00:01Z");

  /// Where the environment lies unless it is told otherwise.
  public static final String DEFAULT_ENVIRONMENT = "/opt/venv";

  /// Settings with the default format, time and environment.
  public static ImageSettings of(Launch launch, Metadata metadata) {
    return new ImageSettings(
        ImageFormat.OCI, DEFAULT_CREATED, DEFAULT_ENVIRONMENT, launch, metadata);
  }

  /// The same with one more label.
  public ImageSettings withLabel(String name, String text) {
    TreeMap<String, String> labels = new TreeMap<>(metadata.labels);
    labels.put(name, text);
    Metadata more = new Metadata(metadata.title, metadata.version, labels, metadata.annotations);
    return new ImageSettings(format, created, environment, launch, more);
  }

  /// How a container starts.
  ///
  /// @param env variables beyond those that every image of ours has; they win over those
  /// @param user `name-or-uid[:group-or-gid]`
  /// @param ports such as `8000/tcp`; a bare number means TCP
  public record Launch(
      List<String> entrypoint,
      List<String> cmd,
      SortedMap<String, String> env,
      String user,
      String workdir,
      SortedSet<String> ports) {

    /// The user of all images that are not told another.
    public static final String DEFAULT_USER = "65532:65532";

    /// Copies.
    public Launch {
      entrypoint = List.copyOf(entrypoint);
      cmd = List.copyOf(cmd);
      env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
      ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }

    /// This command as the default user in `/app`.
    public static Launch of(List<String> entrypoint) {
      return new Launch(
          entrypoint, List.of(), new TreeMap<>(), DEFAULT_USER, "/app", new TreeSet<>());
    }
  }

  /// What the image says about itself.
  ///
  /// @param title the project's name
  /// @param version the project's version; empty when it has none
  public record Metadata(
      String title,
      String version,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations) {
    /// Copies.
    public Metadata {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /// Title and version alone.
    public static Metadata of(String title, String version) {
      return new Metadata(title, version, new TreeMap<>(Map.of()), new TreeMap<>(Map.of()));
    }
  }
}
