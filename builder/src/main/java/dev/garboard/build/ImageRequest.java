package dev.garboard.build;

import dev.garboard.image.ImageSettings;
import dev.garboard.pipeline.AppSettings;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionRequest;

/// What an image shall be, on whatever base and platform.
///
/// @param member whose files become the application
/// @param inputs what decides the layers below it
public record ImageRequest(
    PyProject member,
    SelectionRequest selection,
    AppSettings app,
    LayerSettings layers,
    ImageSettings image,
    SelectionInputs inputs) {

  /// The same with other inputs.
  public ImageRequest withInputs(SelectionInputs others) {
    return new ImageRequest(member, selection, app, layers, image, others);
  }
}
