/// Environments outside the source tree: from a selection to a virtual environment or a prefix of
/// this machine, kept up to date without touching what is already right, and the central store of
/// such environments. Knows no image and no layer.
@NullMarked
package dev.garboard.environment;

import org.jspecify.annotations.NullMarked;
