/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.zlib.layer;

import org.jspecify.annotations.NullMarked;
