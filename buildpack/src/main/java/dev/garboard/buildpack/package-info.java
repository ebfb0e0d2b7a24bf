/// A Cloud Native Buildpack for Python projects that are locked with uv: the same layers as
/// elsewhere in Garboard, written as directories for the lifecycle. What the previous image has
/// already is told from metadata and left where it is. Knows no image and no registry.
@NullMarked
package dev.garboard.buildpack;

import org.jspecify.annotations.NullMarked;
