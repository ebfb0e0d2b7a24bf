/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.gson.image;

import org.jspecify.annotations.NullMarked;
