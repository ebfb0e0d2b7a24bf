package dev.garboard.build;

import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.image.BaseImage;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.selection.Target;
import java.util.List;

/// A base that was opened for a platform, the interpreter to use, and the target that follows.
///
/// @param name as the user named it
/// @param additions layers that every image on it has below its environment
public record OpenedBase(
    String name,
    BaseImage image,
    BaseFacts facts,
    PythonInstallation python,
    Target target,
    List<LayerRecipe> additions) {

  /// Copies.
  public OpenedBase {
    additions = List.copyOf(additions);
  }

  /// Tells whether layers that were made for one base lie on the same.
  public String identity() {
    return identity(image);
  }

  /// Tells whether layers that were made for one base lie on the same.
  public static String identity(BaseImage image) {
    return switch (image) {
      case BaseImage.Scratch _ -> "scratch";
      case BaseImage.Existing existing -> existing.digest().toString();
    };
  }

  /// This base with these additions.
  public OpenedBase withAdditions(List<LayerRecipe> others) {
    return new OpenedBase(name, image, facts, python, target, others);
  }
}
