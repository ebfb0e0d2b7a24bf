package dev.garboard.pipeline;

import dev.garboard.debian.base.MissingLibrary;
import dev.garboard.install.InstallWarning;
import dev.garboard.python.PackageName;
import dev.garboard.tree.UnixPath;
import java.util.List;

/// What a user should know although the build goes on; under `--strict` it does not.
public sealed interface BuildWarning {

  /// Something in a wheel that uv tolerates.
  record InWheel(String filename, InstallWarning warning) implements BuildWarning {}

  /// Several distributions own these paths; the last named one wins.
  ///
  /// @param owners layers or distributions, the winner last
  record PathConflict(List<String> owners, List<UnixPath> paths) implements BuildWarning {}

  /// Wheels of this distribution carry no hash in the lock.
  record Unverified(PackageName name, String filename) implements BuildWarning {}

  /// A distribution needs libraries that neither the environment nor the image has.
  ///
  /// @param distribution its name
  record MissingLibraries(String distribution, List<MissingLibrary> libraries)
      implements BuildWarning {
    /// Copies.
    public MissingLibraries {
      libraries = List.copyOf(libraries);
    }
  }

  /// Bytecode was left out, since no interpreter of this version can run here.
  record NoBytecode(String version, String reason) implements BuildWarning {}
}
