/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.immutable;

import org.jspecify.annotations.NullMarked;
