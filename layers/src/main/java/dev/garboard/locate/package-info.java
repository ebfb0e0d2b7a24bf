/// **locate**: from a selected package to verified bytes on this machine: downloads, local files,
/// the wheel store.
@NullMarked
package dev.garboard.locate;

import org.jspecify.annotations.NullMarked;
