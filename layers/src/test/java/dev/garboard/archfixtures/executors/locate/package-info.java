/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.executors.locate;

import org.jspecify.annotations.NullMarked;
