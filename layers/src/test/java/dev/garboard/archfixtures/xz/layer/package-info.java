/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.xz.layer;

import org.jspecify.annotations.NullMarked;
