/// Layers of images that were published before, found by layer key, so that they need not be made
/// again. Reads documents of registries; never a layer.
@NullMarked
package dev.garboard.reuse;

import org.jspecify.annotations.NullMarked;
