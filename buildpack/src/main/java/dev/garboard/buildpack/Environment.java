package dev.garboard.buildpack;

import dev.garboard.content.FileContents;
import dev.garboard.install.InstallLayout;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.AppSettings;
import dev.garboard.pipeline.EnvironmentSettings;
import dev.garboard.pipeline.ProjectMode;
import dev.garboard.pipeline.ProjectPlanner;
import dev.garboard.plan.InstallProfile;
import dev.garboard.python.PackageName;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.util.List;
import java.util.Map;

/// The environment of an image as the stages want it described.
///
/// @param prefix where it lies
record Environment(Choices choices, Python python, UnixPath prefix) {

  /// Bytecode of one patch release runs on all others of its minor version: a new interpreter
  /// leaves the distributions where they are.
  private String bytecode() {
    return choices.bytecode() ? python.target().pythonMinor() : InstallProfile.NO_BYTECODE;
  }

  boolean compiles() {
    return choices.bytecode();
  }

  InstallLayout layout() {
    return InstallLayout.venv(
        prefix, python.target().python().get(1), python.target().freeThreaded());
  }

  /// The project's files lie in the application's directory already.
  AppSettings app() {
    ProjectMode mode =
        switch (choices.mode()) {
          case SOURCE -> ProjectMode.IN_PLACE;
          case WHEEL -> ProjectMode.WHEEL;
          case NONE -> ProjectMode.NONE;
        };
    return new AppSettings(
        mode,
        choices.member().directory().toString(),
        List.of(),
        List.of(),
        choices.variable(Choices.VERSION));
  }

  ProjectPlanner planner(Map<PackageName, LocatedWheel> atHand) {
    InstallProfile profile =
        new InstallProfile(prefix.absolute(), python.tag(), bytecode(), "directory");
    EnvironmentSettings settings =
        new EnvironmentSettings(
            layout(), python.interpreter(), profile, choices.strategy(), FileTree.empty());
    return new ProjectPlanner(settings, app(), atHand, FileContents.PLAIN);
  }
}
