@NullMarked
package dev.garboard.packaging;

import org.jspecify.annotations.NullMarked;
