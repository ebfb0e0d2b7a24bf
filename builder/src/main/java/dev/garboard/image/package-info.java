/// **assemble**: from a base image and layer blobs to an image, and what can be known of a base
/// without running it. Follows the OCI image specification and its image layout. Refuses to know
/// registries, engines and what the layers' files mean.
@NullMarked
package dev.garboard.image;

import org.jspecify.annotations.NullMarked;
