/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.nethttp.locate;

import org.jspecify.annotations.NullMarked;
