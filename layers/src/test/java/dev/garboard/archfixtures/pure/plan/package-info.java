/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.pure.plan;

import org.jspecify.annotations.NullMarked;
