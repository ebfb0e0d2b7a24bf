/// The local store: atomic, verified on read, shared by any number of processes, prunable. Knows
/// nothing of what the content means.
@NullMarked
package dev.garboard.store;

import org.jspecify.annotations.NullMarked;
