package dev.garboard.buildpack;

import dev.garboard.install.InstallProblem;
import dev.garboard.wheel.WheelProblem;
import java.util.Locale;

/// The words for a wheel, or the project, that cannot be installed. A wheel's bytes are those of
/// the lockfile, so that the fault is its maker's.
final class WheelWords {
  private static final String REPORT =
      "Lock another version, and tell the maintainers of the package";

  private WheelWords() {}

  static Failure of(String wheel, WheelProblem problem) {
    return Failure.of("`" + wheel + "`: " + what(problem)).help(REPORT);
  }

  private static String what(WheelProblem problem) {
    return switch (problem) {
      case WheelProblem.MalformedArchive(var fault, String entry, String detail) ->
          at(entry) + words(fault) + (detail.isEmpty() ? "" : ": " + detail);
      case WheelProblem.LimitExceeded(var limit, long found, String entry) ->
          at(entry) + "too much: " + words(limit) + " " + found + ", at most " + limit.value();
      case WheelProblem.MissingDistInfo() -> "not a wheel: it has no `.dist-info` directory";
      case WheelProblem.SeveralDistInfos(var directories) ->
          "several `.dist-info` directories: " + directories;
      case WheelProblem.MissingFile(String path) -> "`" + path + "` is missing";
      case WheelProblem.NotText(String path) -> "`" + path + "` is not UTF-8 text";
      case WheelProblem.BadHeader(String path, String header, String value) ->
          "`" + path + "`: header `" + header + "`: " + (value.isEmpty() ? "missing" : value);
      case WheelProblem.OtherName(String filename, String metadata) ->
          "the file name says `" + filename + "`, its `METADATA` says `" + metadata + "`";
      case WheelProblem.OtherVersion(String filename, String metadata) ->
          "the file name says version " + filename + ", its `METADATA` says " + metadata;
      case WheelProblem.UnsupportedWheelVersion(String version) ->
          "version " + version + " of the wheel format is not supported";
      case WheelProblem.BadRecordLine(int line, String text) ->
          "line " + line + " of `RECORD` is not path, hash and size: `" + text + "`";
      case WheelProblem.BadEntryPoint(int line, String text) ->
          "line " + line + " of `entry_points.txt` is not valid: `" + text + "`";
      case WheelProblem.RecordMismatch(String path, String expected, String found) ->
          "`" + path + "` is not what `RECORD` says: " + expected + ", found " + found;
      case WheelProblem.RecordIncomplete(String path, boolean inArchive) ->
          inArchive
              ? "`RECORD` does not list `" + path + "`"
              : "`RECORD` lists a file that is not there: `" + path + "`";
    };
  }

  private static String at(String entry) {
    return entry.isEmpty() ? "" : "entry `" + entry + "`: ";
  }

  /// The name of a fault as words.
  static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// @param distribution the wheel's file name, or the project's directory
  static Failure of(String distribution, InstallProblem problem) {
    String title = "`" + distribution + "`: ";
    return switch (problem) {
      case InstallProblem.ReservedScriptName(String name) ->
          Failure.of(title + "its script `" + name + "` would replace the interpreter")
              .help(REPORT);
      case InstallProblem.ScriptOutside(String name) ->
          Failure.of(title + "the name of a script is not a file name: `" + name + "`")
              .help(REPORT);
      case InstallProblem.DirectoryInScripts(String entry) ->
          Failure.of(title + "a directory where scripts belong: `" + entry + "`").help(REPORT);
      case InstallProblem.UnknownDataPart(String entry) ->
          Failure.of(title + "not a part of an environment: `" + entry + "`").help(REPORT);
      case InstallProblem.EnvironmentFile(var path) ->
          Failure.of(title + "it would replace `" + path + "`, which makes the environment")
              .help(REPORT);
      case InstallProblem.FileAndDirectory(var path) ->
          Failure.of(title + "`" + path + "` would be both a file and a directory");
      case InstallProblem.NotAFunction(String name, String reference) ->
          Failure.of(title + "the script `" + name + "` names no function: `" + reference + "`")
              .help("Write `[project.scripts]` as `name = \"module:function\"`");
      case InstallProblem.MissingModule(String path) ->
          Failure.of(title + "the module `" + path + "` is not in the source tree")
              .help(
                  "Name the modules that the project has: `module-name` and `module-root` in"
                      + " `[tool.uv.build-backend]`");
      case InstallProblem.LinkedDirectory(String path) ->
          Failure.of(title + "the directory `" + path + "` is a symbolic link");
    };
  }
}
