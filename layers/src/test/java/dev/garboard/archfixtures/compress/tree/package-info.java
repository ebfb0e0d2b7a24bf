/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.compress.tree;

import org.jspecify.annotations.NullMarked;
