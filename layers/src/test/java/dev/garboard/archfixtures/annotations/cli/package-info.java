/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.annotations.cli;

import org.jspecify.annotations.NullMarked;
