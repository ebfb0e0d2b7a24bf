package dev.garboard.buildpack;

import dev.garboard.install.InstallWarning;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelWarning;

/// The words for what does not stop a build.
final class WarningWords {
  private WarningWords() {}

  static String of(BuildWarning warning) {
    return switch (warning) {
      case BuildWarning.InWheel(String filename, var inside) -> filename + ": " + of(inside);
      case BuildWarning.PathConflict(var owners, var paths) ->
          String.join(" and ", owners)
              + " own the same paths; the files of "
              + owners.getLast()
              + " stay: "
              + Log.some(paths.stream().map(UnixPath::absolute).toList());
      case BuildWarning.Unverified(var name, String filename) ->
          filename + " of " + name + " was taken as it came: the lockfile has no hash of it";
      case BuildWarning.MissingLibraries(String distribution, var libraries) ->
          distribution
              + " needs libraries that the image does not have: "
              + Log.some(libraries.stream().map(each -> each.need().library()).toList());
      case BuildWarning.NoBytecode(String version, String reason) ->
          "no bytecode for Python " + version + ": " + reason;
    };
  }

  private static String of(InstallWarning warning) {
    return switch (warning) {
      case InstallWarning.InWheel(var inside) -> of(inside);
      case InstallWarning.ActivationScript(String name) ->
          "its script `" + name + "` has the name of one that activates the environment";
      case InstallWarning.Overwritten(var path) ->
          "two of its parts go to `" + path + "`; the later one stays";
      case InstallWarning.ShadowedScript(String name) ->
          "its script `" + name + "` gave way to the entry point of that name";
    };
  }

  private static String of(WheelWarning warning) {
    return switch (warning) {
      case WheelWarning.SkippedEntry(String entry) ->
          "an entry outside the archive's root was not installed: `" + entry + "`";
      case WheelWarning.SymlinkEntry(String entry) ->
          "a symbolic link was installed as a file with its target's name: `" + entry + "`";
      case WheelWarning.RepeatedEntry(String entry) -> "an entry is there twice: `" + entry + "`";
      case WheelWarning.NotInRecord(String path) -> "`RECORD` does not list `" + path + "`";
      case WheelWarning.OnlyInRecord(String path) ->
          "`RECORD` lists a file that is not there: `" + path + "`";
      case WheelWarning.UnusualWheelVersion(String version) ->
          "its wheel format is of version " + version;
    };
  }
}
