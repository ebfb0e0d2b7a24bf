/// **publish**: an image to where it shall lie: a layout directory, an archive, an engine. Follows
/// the OCI image layout and, beside it, the archive format of `docker save`. A publish that fails
/// or is interrupted leaves nothing half-written. Refuses to know how an image came to be.
@NullMarked
package dev.garboard.destination;

import org.jspecify.annotations.NullMarked;
