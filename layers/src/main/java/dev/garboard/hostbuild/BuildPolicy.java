package dev.garboard.hostbuild;

import dev.garboard.python.PackageName;
import java.util.Set;

/// Which packages may be built and which must be, as uv's `--no-build`, `--no-build-package`,
/// `--no-binary` and `--no-binary-package` say.
///
/// A package named in one list is exempt from the other list's general switch.
public record BuildPolicy(
    boolean noBuild,
    Set<PackageName> noBuildPackages,
    boolean noBinary,
    Set<PackageName> noBinaryPackages) {

  /// Everything may be built, nothing must be.
  public static final BuildPolicy DEFAULT = new BuildPolicy(false, Set.of(), false, Set.of());

  /// Copies.
  public BuildPolicy {
    noBuildPackages = Set.copyOf(noBuildPackages);
    noBinaryPackages = Set.copyOf(noBinaryPackages);
  }

  /// Whether the package must not be built.
  public boolean forbidsBuild(PackageName name) {
    return noBuildPackages.contains(name) || (noBuild && !noBinaryPackages.contains(name));
  }

  /// Whether the package's wheels must not be used.
  public boolean forbidsWheels(PackageName name) {
    return noBinaryPackages.contains(name) || (noBinary && !noBuildPackages.contains(name));
  }
}
