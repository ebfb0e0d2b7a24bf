/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.imports.tree;

import org.jspecify.annotations.NullMarked;
