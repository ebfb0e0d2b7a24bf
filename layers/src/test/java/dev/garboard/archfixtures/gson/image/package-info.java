/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.jackson.image;

import org.jspecify.annotations.NullMarked;
