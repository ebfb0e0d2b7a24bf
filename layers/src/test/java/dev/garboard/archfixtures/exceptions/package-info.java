/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.exceptions;

import org.jspecify.annotations.NullMarked;
