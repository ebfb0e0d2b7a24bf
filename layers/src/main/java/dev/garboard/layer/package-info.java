/// **write**: from a file tree to a layer blob: deterministic tar, compression, digest and diffID.
/// Refuses to know what the files mean.
@NullMarked
package dev.garboard.layer;

import org.jspecify.annotations.NullMarked;
