package dev.garboard.build;

import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.project.Project;
import dev.garboard.store.Store;

/// What all images of a run share.
///
/// @param store keeps the layers
/// @param locator finds the wheels, wherever it keeps them
/// @param workers how many layers are written at a time
public record BuildResources(
    Project project,
    Store store,
    WheelLocator locator,
    SourceBuilds builds,
    int workers,
    BuildLog log) {}
