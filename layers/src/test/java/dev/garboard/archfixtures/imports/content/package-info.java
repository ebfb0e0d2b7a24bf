/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.imports.content;

import org.jspecify.annotations.NullMarked;
