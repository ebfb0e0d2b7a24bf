/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.components;

import org.jspecify.annotations.NullMarked;
