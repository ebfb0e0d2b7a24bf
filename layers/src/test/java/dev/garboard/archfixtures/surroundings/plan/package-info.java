/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.surroundings.plan;

import org.jspecify.annotations.NullMarked;
