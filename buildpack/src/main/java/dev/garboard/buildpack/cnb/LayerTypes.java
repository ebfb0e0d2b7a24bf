package dev.garboard.buildpack.cnb;

/// The table `[types]` of a `<layer>.toml`.
///
/// @param launch part of the image
/// @param build there for the buildpacks that follow
/// @param cache contents come back in the next build
public record LayerTypes(boolean launch, boolean build, boolean cache) {
  /// Part of the image and nothing else: in the next build its metadata comes back, its contents
  /// stay in the registry.
  public static final LayerTypes LAUNCH = new LayerTypes(true, false, false);

  /// Part of the image, and there for the buildpacks that follow. Nothing of it comes back.
  public static final LayerTypes LAUNCH_AND_BUILD = new LayerTypes(true, true, false);
}
