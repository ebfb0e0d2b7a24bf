/// The stages in order: read, select, locate, plan, install, write. Each verb is one call into its
/// package; what is decided here is only the order, and what need not be done again.
@NullMarked
package dev.garboard.pipeline;

import org.jspecify.annotations.NullMarked;
