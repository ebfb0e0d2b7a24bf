/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.tomlj.plan;

import org.jspecify.annotations.NullMarked;
