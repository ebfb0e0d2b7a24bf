package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildFacts;
import dev.garboard.hostbuild.StaticWheel;
import dev.garboard.project.PyProject;
import dev.garboard.project.TomlTree;
import dev.garboard.selection.SelectedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The version of the project whose files become the application.
final class OwnVersion {

  private OwnVersion() {}

  /// What the user, `[project]`, the lockfile, `PKG-INFO` or a literal in the sources says; empty
  /// where only the build backend can tell.
  ///
  /// @throws IOException when the project's files cannot be read
  static Optional<String> known(PyProject member, SelectedPackage itself, AppSettings app)
      throws IOException {
    if (!app.version().isEmpty()) {
      return Optional.of(app.version());
    }
    if (!itself.version().isEmpty()) {
      return Optional.of(itself.version());
    }
    Path directory = member.directory();
    return StaticWheel.version(
        new BuildFacts(directory, TomlTree.read(directory.resolve("pyproject.toml")), ""));
  }
}
