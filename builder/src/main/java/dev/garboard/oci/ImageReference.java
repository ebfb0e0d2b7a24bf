package dev.garboard.oci;

import dev.garboard.content.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an image in a registry: `[registry/]repository[:tag][@digest]`, with the meaning
/// that Docker gives to short names.
///
/// Grammar: the `reference` package of the distribution project.
///
/// @param registry host and port; `docker.io` when the text named none
/// @param repository path in the registry; `library/…` for a one-word name on `docker.io`
/// @param tag empty when there is none
/// @param digestText empty when there is none
public record ImageReference(String registry, String repository, String tag, String digestText) {

  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /// Reads and normalises.
  ///
  /// @throws OciException when the text is no reference; the problem names the part at fault
  public static ImageReference parse(String text) throws OciException {
    int at = text.indexOf('@');
    String digest = at < 0 ? "" : text.substring(at + 1);
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    String tag = tagged ? named.substring(colon + 1) : "";
    String name = tagged ? named.substring(0, colon) : named;
    if (at >= 0 && !isDigest(digest)) {
      throw invalid(text, digest);
    }
    if (tagged && !TAG.matcher(tag).matches()) {
      throw invalid(text, tag);
    }
    return normalized(text, name, tag, digest);
  }

  private static ImageReference normalized(String text, String name, String tag, String digest)
      throws OciException {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasRegistry = isRegistry(first);
    String registry = hasRegistry ? first : DOCKER_HUB;
    String repository = hasRegistry ? name.substring(slash + 1) : name;
    if (registry.equals("index.docker.io")) {
      registry = DOCKER_HUB;
    }
    if (!REGISTRY.matcher(registry).matches()) {
      throw invalid(text, registry);
    }
    if (!REPOSITORY.matcher(repository).matches() || repository.length() > 255) {
      throw invalid(text, repository);
    }
    if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
      repository = OFFICIAL + repository;
    }
    return new ImageReference(registry, repository, tag, digest);
  }

  /// The first part of a name is a host when it could not be the first part of a path.
  private static boolean isRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || first.chars().anyMatch(Character::isUpperCase);
  }

  private static boolean isDigest(String text) {
    try {
      return text.startsWith("sha") && Digest.parse(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static OciException invalid(String text, String part) {
    return new OciException(new OciProblem.InvalidReference(text, part));
  }

  /// The digest, if the reference has one.
  public Optional<Digest> digest() {
    return digestText.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(digestText));
  }

  /// This reference with the tag `latest` when it has neither tag nor digest.
  public ImageReference withDefaultTag() {
    return tag.isEmpty() && digestText.isEmpty() ? withTag("latest") : this;
  }

  /// This reference with a tag.
  ///
  /// @throws IllegalArgumentException when the text is no tag
  public ImageReference withTag(String newTag) {
    if (!TAG.matcher(newTag).matches()) {
      throw new IllegalArgumentException("not a tag: " + newTag);
    }
    return new ImageReference(registry, repository, newTag, digestText);
  }

  /// The short form that engines print: without `docker.io/` and `library/`.
  public String familiar() {
    if (!registry.equals(DOCKER_HUB)) {
      return toString();
    }
    String path =
        repository.startsWith(OFFICIAL) ? repository.substring(OFFICIAL.length()) : repository;
    return path + suffix();
  }

  private String suffix() {
    return (tag.isEmpty() ? "" : ":" + tag) + (digestText.isEmpty() ? "" : "@" + digestText);
  }

  @Override
  public String toString() {
    return registry + "/" + repository + suffix();
  }
}
