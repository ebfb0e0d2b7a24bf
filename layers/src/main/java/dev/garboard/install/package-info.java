/// **install**: from a wheel and a layout to a file tree, as uv installs it; the virtual
/// environment's skeleton. Writes no file.
@NullMarked
package dev.garboard.install;

import org.jspecify.annotations.NullMarked;
