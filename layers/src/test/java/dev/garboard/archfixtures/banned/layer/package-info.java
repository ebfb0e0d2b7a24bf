/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.banned.layer;

import org.jspecify.annotations.NullMarked;
