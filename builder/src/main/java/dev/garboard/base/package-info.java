/// Bases that Garboard makes itself from Debian packages, as images whose layers lie in the store.
/// What a package is and whom to trust is the business of `debian`; this is only the way from a
/// release's name to an image.
@NullMarked
package dev.garboard.base;

import org.jspecify.annotations.NullMarked;
