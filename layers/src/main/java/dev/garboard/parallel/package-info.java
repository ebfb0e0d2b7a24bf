/// The one place that starts threads: a bounded, ordered, cancelling map, and bounded work in the
/// background. Knows nothing of what it runs.
@NullMarked
package dev.garboard.parallel;

import org.jspecify.annotations.NullMarked;
