package dev.garboard.destination;

import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import dev.garboard.oci.OciProblem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Reads one destination.
record SpecReader(String text, ImageReference defaultName) {

  private static final List<String> TRANSPORTS =
      List.of("docker", "oci", "oci-archive", "docker-archive", "docker-daemon");

  /// As skopeo has it for names in a layout.
  private static final Pattern LAYOUT_NAME =
      Pattern.compile("[A-Za-z0-9]+(?:(?:[-._:@+/]|--)[A-Za-z0-9]+)*");

  DestinationSpec read() throws DestinationException {
    int colon = text.indexOf(':');
    String transport = colon < 0 ? text : text.substring(0, colon);
    if (!TRANSPORTS.contains(transport)) {
      throw problem(new DestinationProblem.UnknownTransport(text, transport, nearest(transport)));
    }
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (rest.isEmpty() || rest.startsWith(":")) {
      throw problem(new DestinationProblem.MissingPath(text, transport));
    }
    int split = rest.indexOf(':');
    Path path = Path.of(split < 0 ? rest : rest.substring(0, split));
    String name = split < 0 ? "" : rest.substring(split + 1);
    return switch (transport) {
      case "docker" -> new DestinationSpec.Registry(registryName(rest));
      case "docker-daemon" -> new DestinationSpec.Engine(tagged(rest));
      case "docker-archive" ->
          new DestinationSpec.DockerArchive(path, name.isEmpty() ? defaultName : tagged(name));
      case "oci-archive" -> new DestinationSpec.OciArchive(path, layoutTag(name), layoutName(name));
      case "oci" -> new DestinationSpec.OciLayout(path, layoutTag(name), layoutName(name));
      default -> throw new AssertionError(transport);
    };
  }

  private ImageReference registryName(String rest) throws DestinationException {
    if (!rest.startsWith("//") || rest.length() == 2) {
      throw problem(new DestinationProblem.MissingPath(text, "docker"));
    }
    return reference(rest.substring(2)).withDefaultTag();
  }

  /// A name that an engine can give an image: with a tag, without a digest.
  private ImageReference tagged(String name) throws DestinationException {
    ImageReference reference = reference(name).withDefaultTag();
    if (!reference.digestText().isEmpty()) {
      throw invalid(name, reference.digestText());
    }
    return reference;
  }

  private String layoutTag(String name) throws DestinationException {
    if (name.isEmpty()) {
      return defaultName.tag();
    }
    if (!LAYOUT_NAME.matcher(name).matches()) {
      throw invalid(name, name);
    }
    return name;
  }

  /// The full name for engines: the name in the layout if it is one, else the project's with the
  /// layout's name as tag.
  private ImageReference layoutName(String name) throws DestinationException {
    if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
      return tagged(name);
    }
    try {
      return name.isEmpty() ? defaultName : defaultName.withTag(name);
    } catch (IllegalArgumentException e) {
      throw invalid(name, name);
    }
  }

  private ImageReference reference(String name) throws DestinationException {
    try {
      return ImageReference.parse(name);
    } catch (OciException e) {
      throw problem(new DestinationProblem.InvalidName(text, e.problem()));
    }
  }

  private DestinationException invalid(String name, String part) {
    return problem(
        new DestinationProblem.InvalidName(text, new OciProblem.InvalidReference(name, part)));
  }

  private static DestinationException problem(DestinationProblem problem) {
    return new DestinationException(problem);
  }

  private static List<String> nearest(String transport) {
    return TRANSPORTS.stream()
        .filter(known -> distance(transport, known) <= Math.max(1, known.length() / 3))
        .sorted(Comparator.comparingInt(known -> distance(transport, known)))
        .toList();
  }

  /// Edits (insert, remove, replace) between two texts.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
