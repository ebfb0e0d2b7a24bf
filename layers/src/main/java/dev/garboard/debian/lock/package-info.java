/// `garboard.lock`: which Debian packages a base and its system packages consist of, so that a
/// build needs no index and takes the same packages until it is told otherwise.
@NullMarked
package dev.garboard.debian.lock;

import org.jspecify.annotations.NullMarked;
