package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildFacts;
import dev.garboard.hostbuild.StaticWheel;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.project.PyProject;
import dev.garboard.project.TomlTree;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The version of the project whose files become the application.
public final class OwnVersion {

  private OwnVersion() {}

  /// The version of a project that is among these packages, as far as it is known; empty where it
  /// is not.
  ///
  /// @param atHand wheels that were made
  /// @throws IOException when the project's files cannot be read
  public static String of(
      PyProject member,
      List<SelectedPackage> packages,
      AppSettings app,
      Map<PackageName, LocatedWheel> atHand)
      throws IOException {
    for (SelectedPackage selected : packages) {
      if (member.declared().filter(own -> own.name().equals(selected.name())).isPresent()) {
        LocatedWheel made = atHand.get(selected.name());
        return known(member, selected, app).orElse(made == null ? "" : made.filename().version());
      }
    }
    return app.version().isEmpty()
        ? member.declared().map(own -> own.about().version()).orElse("")
        : app.version();
  }

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
