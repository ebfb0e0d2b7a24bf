package dev.garboard.image;

import dev.garboard.oci.Platform;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Small images.
public final class TestImages {

  private TestImages() {}

  /// Settings with a value in every place.
  public static ImageSettings settings() {
    TreeMap<String, String> env = new TreeMap<>();
    env.put("MODE", "test");
    return ImageSettings.of(
        new ImageSettings.Launch(
            List.of("app"),
            List.of("--serve"),
            env,
            "65532:65532",
            "/app",
            new TreeSet<>(List.of("8000"))),
        ImageSettings.Metadata.of("app", "1.2.3"));
  }

  /// Two layers on nothing.
  public static Image onScratch() {
    return onScratch(settings());
  }

  /// Two layers on nothing.
  public static Image onScratch(ImageSettings settings) {
    try {
      return ImageAssembler.assemble(
          new BaseImage.Scratch(Platform.linux("amd64")),
          List.of(
              TestLayers.single("opt/venv/pyvenv.cfg", "home = /usr/bin\n"),
              TestLayers.single("app/main.py", "print('hello')\n")),
          settings);
    } catch (AssemblyException e) {
      throw new AssertionError(e);
    }
  }
}
