/// What all stages have in common.
@NullMarked
package dev.garboard.stage;

import org.jspecify.annotations.NullMarked;
