/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.cycles.one;

import org.jspecify.annotations.NullMarked;
