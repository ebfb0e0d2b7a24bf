/// **select**: from a lockfile, a request and a target to the packages that uv would install. Pure;
/// never looks at the host.
@NullMarked
package dev.garboard.selection;

import org.jspecify.annotations.NullMarked;
