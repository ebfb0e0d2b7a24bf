package dev.garboard.debian.packages;

/// What tells one binary package from all others of an archive. The architecture may be `all`.
public record PackageId(String name, DebianVersion version, String architecture) {
  @Override
  public String toString() {
    return name + " " + version + " " + architecture;
  }
}
