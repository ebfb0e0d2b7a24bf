/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.optional;

import org.jspecify.annotations.NullMarked;
