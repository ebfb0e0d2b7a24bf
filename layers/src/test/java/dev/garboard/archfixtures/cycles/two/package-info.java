/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.cycles.two;

import org.jspecify.annotations.NullMarked;
