package dev.garboard.buildpack;

import dev.garboard.bytecode.Interpreter;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.selection.Target;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Python that an environment rests on, known before anything is fetched.
///
/// @param interpreter as the image has it
/// @param origin for people
/// @param key what of it decides the bytes of other layers beside its minor version, such as the
///   run image's distribution where the interpreter comes from there
/// @param compilers one that runs on this machine, where one is at hand already
record Python(
    BaseInterpreter interpreter,
    Target target,
    String origin,
    SortedMap<String, String> key,
    List<Interpreter> compilers) {
  Python {
    key = new TreeMap<>(key);
    compilers = List.copyOf(compilers);
  }

  /// `cp313`.
  String tag() {
    return "cp"
        + target.python().get(0)
        + target.python().get(1)
        + (target.freeThreaded() ? "t" : "");
  }

  /// `glibc 2.41`.
  String libc() {
    return switch (target.platform()) {
      case Target.TargetPlatform.Glibc(int major, int minor) -> "glibc " + major + "." + minor;
      case Target.TargetPlatform.Musl(int major, int minor) -> "musl " + major + "." + minor;
      case Target.TargetPlatform.MacOs(int major, int minor) -> "macos " + major + "." + minor;
    };
  }
}
