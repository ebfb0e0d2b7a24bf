/// File trees as values: container paths, entries, ordered trees. Refuses to know where a tree
/// comes from or which archive it becomes.
@NullMarked
package dev.garboard.tree;

import org.jspecify.annotations.NullMarked;
