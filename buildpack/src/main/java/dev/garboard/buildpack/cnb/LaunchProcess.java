package dev.garboard.buildpack.cnb;

import java.util.List;

/// An entry of `[[processes]]`: what an image can be started as. No shell is involved.
///
/// @param type its name; letters, digits, `.`, `_` and `-`
/// @param command program and leading arguments, which a user cannot replace
/// @param args arguments that a user can replace
/// @param isDefault whether the image starts as this one
/// @param workingDirectory empty for the application's directory
public record LaunchProcess(
    String type,
    List<String> command,
    List<String> args,
    boolean isDefault,
    String workingDirectory) {
  /// Copies.
  public LaunchProcess {
    command = List.copyOf(command);
    args = List.copyOf(args);
  }

  /// The same as the image's default process, or not.
  public LaunchProcess asDefault(boolean value) {
    return new LaunchProcess(type, command, args, value, workingDirectory);
  }
}
