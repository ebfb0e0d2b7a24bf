package dev.garboard.build;

import dev.garboard.content.FileContents;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.store.Store;

/// What all images of a run share.
///
/// @param store keeps the layers
/// @param locator finds the wheels, wherever it keeps them
/// @param contents of the project's files
/// @param workers how many layers are written at a time
public record BuildResources(
    Store store,
    WheelLocator locator,
    SourceBuilds builds,
    FileContents contents,
    int workers,
    BuildLog log) {}
