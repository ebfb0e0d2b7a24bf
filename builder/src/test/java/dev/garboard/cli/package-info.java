/// The command as a whole, against real engines, real wheels and other people's tools.
@NullMarked
package dev.garboard.cli;

import org.jspecify.annotations.NullMarked;
