/// Breaks the rule of its name.
@NullMarked
package dev.garboard.archfixtures.bouncycastle.layer;

import org.jspecify.annotations.NullMarked;
