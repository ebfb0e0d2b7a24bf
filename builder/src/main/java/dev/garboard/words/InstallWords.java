package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.install.InstallProblem;
import dev.garboard.install.InstallWarning;
import dev.garboard.wheel.WheelWarning;

/// The words for why a sound wheel, or the project, cannot be installed, and for what is odd about
/// one that can.
final class InstallWords {

  private InstallWords() {}

  /// @param distribution the wheel's file name, or the project's directory
  static Finding of(String distribution, InstallProblem problem) {
    Finding finding = Finding.of(ExitCode.PROJECT, code(distribution) + ": " + what(problem));
    return switch (problem) {
      case InstallProblem.NotAFunction _ ->
          finding.help("Write `[project.scripts]` as `name = \"module:function\"`");
      case InstallProblem.MissingModule _ ->
          finding.help(
              "Name the modules that the project has: `module-name` and `module-root` in"
                  + " `[tool.uv.build-backend]`");
      case InstallProblem.LinkedDirectory _ ->
          finding.help("Put the directory itself there, or leave it out with `--exclude`");
      case InstallProblem.ReservedScriptName _,
          InstallProblem.ScriptOutside _,
          InstallProblem.DirectoryInScripts _,
          InstallProblem.UnknownDataPart _,
          InstallProblem.EnvironmentFile _ ->
          finding.help(WheelWords.REPORT);
      case InstallProblem.FileAndDirectory _ -> finding;
    };
  }

  private static String what(InstallProblem problem) {
    return switch (problem) {
      case InstallProblem.ReservedScriptName(String name) ->
          "its script " + code(name) + " would replace the interpreter";
      case InstallProblem.ScriptOutside(String name) ->
          "the name of a script is not a file name: " + code(name);
      case InstallProblem.DirectoryInScripts(String entry) ->
          "a directory where scripts belong: " + code(entry);
      case InstallProblem.UnknownDataPart(String entry) ->
          "not a part of an environment: " + code(entry);
      case InstallProblem.EnvironmentFile(var path) ->
          "it would replace " + code(path.absolute()) + ", which makes the environment";
      case InstallProblem.FileAndDirectory(var path) ->
          code(path.absolute()) + " would be both a file and a directory";
      case InstallProblem.NotAFunction(String name, String reference) ->
          "the script " + code(name) + " names no function: " + code(reference);
      case InstallProblem.MissingModule(String path) ->
          "the module " + code(path) + " is not in the source tree";
      case InstallProblem.LinkedDirectory(String path) ->
          "the directory " + code(path) + " is a symbolic link";
    };
  }

  static String of(InstallWarning warning) {
    return switch (warning) {
      case InstallWarning.InWheel(var inside) -> of(inside);
      case InstallWarning.ActivationScript(String name) ->
          "its script " + code(name) + " has the name of one that activates the environment";
      case InstallWarning.Overwritten(var path) ->
          "two of its parts go to " + code(path.absolute()) + "; the later one stays";
      case InstallWarning.ShadowedScript(String name) ->
          "its script " + code(name) + " gave way to the entry point of that name";
    };
  }

  private static String of(WheelWarning warning) {
    return switch (warning) {
      case WheelWarning.SkippedEntry(String entry) ->
          "an entry outside the archive's root was not installed: " + code(entry);
      case WheelWarning.SymlinkEntry(String entry) ->
          "a symbolic link was installed as a file with its target's name: " + code(entry);
      case WheelWarning.RepeatedEntry(String entry) -> "an entry is there twice: " + code(entry);
      case WheelWarning.NotInRecord(String path) -> "`RECORD` does not list " + code(path);
      case WheelWarning.OnlyInRecord(String path) ->
          "`RECORD` lists a file that is not there: " + code(path);
      case WheelWarning.UnusualWheelVersion(String version) ->
          "its wheel format is of version " + version;
    };
  }
}
