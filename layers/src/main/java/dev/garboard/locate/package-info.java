/// **locate**: from a selected package to verified bytes on this machine: downloads, local files,
/// the wheel store. Takes the lock's locations literally and its digests strictly, as `uv sync`
/// does; never looks into a file.
@NullMarked
package dev.garboard.locate;

import org.jspecify.annotations.NullMarked;
