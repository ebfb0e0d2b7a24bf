package dev.garboard.build;

import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.image.BaseImage;
import dev.garboard.selection.Target;

/// A base that was opened for a platform, the interpreter to use, and the target that follows.
///
/// @param name as the user named it
public record OpenedBase(
    String name, BaseImage image, BaseFacts facts, PythonInstallation python, Target target) {}
