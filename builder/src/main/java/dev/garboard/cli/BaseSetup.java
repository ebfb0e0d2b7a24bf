package dev.garboard.cli;

import dev.garboard.build.OpenedBase;
import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseFacts.Libc;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.image.BaseImage;
import dev.garboard.image.RuntimeFacts;
import dev.garboard.oci.Platform;
import dev.garboard.python.NearestNames;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.selection.PythonRelease;
import dev.garboard.selection.Target;
import dev.garboard.selection.Target.TargetPlatform;
import dev.garboard.stage.StageException;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Opens bases, and finds out what to build for.
final class BaseSetup {

  /// What `linux` means to uv: an image without a C library promises no more than that.
  private static final TargetPlatform OLDEST = new TargetPlatform.Glibc(2, 28);

  private BaseSetup() {}

  /// A way to find what is known of a base.
  interface Facts {
    BaseFacts of(BaseImage base) throws StageException, IOException;
  }

  /// @param facts how they are found
  static OpenedBase open(
      Bases bases, String name, String platformName, String wantedPython, Facts facts)
      throws StageException, IOException, InterruptedException, FailureException {
    String architecture = architecture(platformName);
    BaseImage image = bases.open(name, platformName);
    BaseFacts found = facts.of(image);
    PythonInstallation python =
        image instanceof BaseImage.Scratch && !wantedPython.isEmpty()
            ? assumed(release(wantedPython))
            : found.requirePython(name, wantedPython.isEmpty() ? "" : wanted(wantedPython));
    return new OpenedBase(
        name, image, found, python, target(found, python, architecture), List.of());
  }

  private static Target target(BaseFacts facts, PythonInstallation python, String architecture)
      throws FailureException {
    return new Target(
        release(python.version()).version(),
        python.freeThreaded(),
        architecture,
        libc(facts.libc()));
  }

  /// A base of which no more is known than what layers above it rely on.
  static OpenedBase relied(String name, BaseImage image, RuntimeFacts runtime, String platformName)
      throws FailureException {
    PythonInstallation python = runtime.python();
    BaseFacts facts = new BaseFacts(List.of(python), runtime.libc(), "", "");
    Target target = target(facts, python, architecture(platformName));
    return new OpenedBase(name, image, facts, python, target, List.of());
  }

  private static String architecture(String platformName) throws FailureException {
    return PythonPlatform.architectureOf(platformName)
        .orElseThrow(
            () -> unknownPlatform(platformName, PythonPlatform.imagePlatforms()).exception());
  }

  /// No base at all: a target that is said in full, as `plan` allows.
  static OpenedBase without(String pythonPlatform, String python) throws FailureException {
    PythonPlatform platform = pythonPlatform(pythonPlatform);
    PythonRelease release =
        PythonRelease.parse(python)
            .orElseThrow(() ->
                Failure.of(ExitCode.USAGE, "`--python-platform` needs `--python X.Y` beside it")
                    .exception());
    PythonInstallation installation = assumed(release);
    return new OpenedBase(
        "scratch",
        new BaseImage.Scratch(Platform.linux(platform.architecture())),
        BaseFacts.none(),
        installation,
        platform.with(release.version(), release.freeThreaded()),
        List.of());
  }

  /// The platform of uv's name.
  static PythonPlatform pythonPlatform(String name) throws FailureException {
    return PythonPlatform.named(name)
        .orElseThrow(() -> unknownPlatform(name, PythonPlatform.names()).exception());
  }

  private static TargetPlatform libc(Libc libc) {
    return switch (libc) {
      case Libc.Glibc(int major, int minor) -> new TargetPlatform.Glibc(major, minor);
      case Libc.Musl(int major, int minor) -> new TargetPlatform.Musl(major, minor);
      case Libc.None() -> OLDEST;
    };
  }

  static Failure unknownPlatform(String name, List<String> known) {
    List<String> details = new ArrayList<>(Phrases.didYouMean(NearestNames.of(name, known)));
    details.add("Known: " + String.join(", ", known));
    return new Failure(ExitCode.USAGE, "unknown platform: `" + name + "`", details);
  }

  private static PythonRelease release(String text) throws FailureException {
    return PythonRelease.parse(text)
        .orElseThrow(() ->
            Failure.of(ExitCode.USAGE, "not a version of CPython: `" + text + "`; such as `3.13`")
                .exception());
  }

  /// `X.Y`, or `X.Y.Z` where the patch was named.
  private static String wanted(String text) throws FailureException {
    PythonRelease release = release(text);
    String minor = release.version().get(0) + "." + release.version().get(1);
    return release.patchAssumed() ? minor : minor + "." + release.version().get(2);
  }

  /// Where an interpreter of that version would lie.
  private static PythonInstallation assumed(PythonRelease release) {
    List<String> parts = release.version().stream().map(String::valueOf).toList();
    String minor = parts.get(0) + "." + parts.get(1);
    return new PythonInstallation(
        "/usr/bin/python" + minor + (release.freeThreaded() ? "t" : ""),
        minor + "." + parts.get(2),
        release.freeThreaded());
  }
}
