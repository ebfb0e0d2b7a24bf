package dev.garboard.cli;

import dev.garboard.cli.Failure.FailureException;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseFacts.Libc;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.image.BaseFactsReader;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.LayoutBase;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.selection.Target;
import dev.garboard.selection.Target.TargetPlatform;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A base that was opened for a platform, the interpreter to use, and the target that follows.
record BaseSetup(
    String name, BaseImage image, BaseFacts facts, PythonInstallation python, Target target) {

  /// What `linux` means to uv: an image without a C library promises no more than that.
  private static final TargetPlatform OLDEST = new TargetPlatform.Glibc(2, 28);

  static BaseSetup open(String name, String platformName, String wantedPython, Store store)
      throws AssemblyException, IOException, FailureException {
    Platform platform = platform(platformName);
    BaseImage image = open(name, platform);
    BaseFacts facts = facts(image, store);
    PythonInstallation python =
        image instanceof BaseImage.Scratch && !wantedPython.isEmpty()
            ? new PythonInstallation("/usr/bin/python" + minor(wantedPython), wantedPython, false)
            : facts.requirePython(name, wantedPython);
    String architecture =
        PythonPlatform.architectureOf(platformName)
            .orElseThrow(() -> unknownPlatform(platformName).exception());
    Target target =
        new Target(
            parts(python.version()), python.freeThreaded(), architecture, libc(facts.libc()));
    return new BaseSetup(name, image, facts, python, target);
  }

  private static BaseImage open(String name, Platform platform)
      throws AssemblyException, FailureException {
    return switch (BaseLocation.parse(name)) {
      case BaseLocation.Scratch _ -> new BaseImage.Scratch(platform);
      case BaseLocation.OciLayout layout -> LayoutBase.of(layout).open(platform);
      case BaseLocation.OciArchive archive -> LayoutBase.of(archive).open(platform);
      case BaseLocation.DebianRelease _ -> throw notYet(name).exception();
      case BaseLocation.InRegistry _ -> throw notYet(name).exception();
    };
  }

  private static Failure notYet(String name) {
    return Failure.of(
        ExitCode.USAGE,
        "`" + name + "` cannot be a base yet",
        "This version takes `oci:DIR`, `oci-archive:FILE` and `scratch`");
  }

  /// From the base itself if it says, else from the store, else from its layers.
  private static BaseFacts facts(BaseImage image, Store store)
      throws AssemblyException, IOException {
    Optional<BaseFacts> stated = BaseFactsReader.stated(image);
    if (stated.isPresent()) {
      return stated.get();
    }
    if (!(image instanceof BaseImage.Existing existing)) {
      return BaseFacts.none();
    }
    Optional<String> known = store.record(RecordKind.BASE, existing.digest());
    if (known.isPresent()) {
      try {
        return BaseFacts.parse(known.get());
      } catch (OciException e) {
        // Written by another version: read the layers again.
        known = Optional.empty();
      }
    }
    BaseFacts facts = BaseFactsReader.read(image);
    store.putRecord(RecordKind.BASE, existing.digest(), facts.text());
    return facts;
  }

  private static TargetPlatform libc(Libc libc) {
    return switch (libc) {
      case Libc.Glibc(int major, int minor) -> new TargetPlatform.Glibc(major, minor);
      case Libc.Musl(int major, int minor) -> new TargetPlatform.Musl(major, minor);
      case Libc.None() -> OLDEST;
    };
  }

  private static Platform platform(String name) throws FailureException {
    String[] parts = name.split("/", -1);
    if (parts.length < 2 || !parts[0].equals("linux") || parts[1].isEmpty()) {
      throw unknownPlatform(name).exception();
    }
    return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  private static Failure unknownPlatform(String name) {
    return Failure.of(
        ExitCode.USAGE,
        "unknown platform: `" + name + "`",
        "Known: " + String.join(", ", PythonPlatform.imagePlatforms()));
  }

  static List<Integer> parts(String version) {
    List<Integer> parts = new ArrayList<>();
    for (String part : version.split("\\.", -1)) {
      parts.add(Integer.valueOf(part));
    }
    while (parts.size() < 3) {
      parts.add(0);
    }
    return parts.subList(0, 3);
  }

  private static String minor(String version) {
    return parts(version).get(0) + "." + parts(version).get(1);
  }
}
