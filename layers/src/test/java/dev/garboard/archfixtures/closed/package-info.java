/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.closed;

import org.jspecify.annotations.NullMarked;
