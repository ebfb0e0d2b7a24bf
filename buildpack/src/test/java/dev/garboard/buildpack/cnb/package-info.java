/// The file formats.
@NullMarked
package dev.garboard.buildpack.cnb;

import org.jspecify.annotations.NullMarked;
