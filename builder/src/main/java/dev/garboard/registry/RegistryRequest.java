package dev.garboard.registry;

/// What was asked of which registry, for a problem. Holds no secret.
///
/// @param operation such as `PUT manifest`
/// @param subject the tag, digest or URL that it was about
public record RegistryRequest(Repository repository, String operation, String subject) {

  @Override
  public String toString() {
    return operation + " " + subject + " in " + repository;
  }
}
