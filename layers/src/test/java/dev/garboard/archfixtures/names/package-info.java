/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.names;

import org.jspecify.annotations.NullMarked;
