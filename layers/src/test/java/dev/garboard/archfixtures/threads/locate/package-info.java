/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.threads.locate;

import org.jspecify.annotations.NullMarked;
