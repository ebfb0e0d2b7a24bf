/// OCI documents as immutable values: descriptors, manifests, indexes, image configurations and
/// references, and the canonical JSON they are written in. Follows the OCI image specification 1.1
/// and the Docker image manifest version 2, schema 2. Whatever a foreign document holds beyond the
/// fields known here is kept verbatim. Refuses to know files, registries and layers' bytes.
@NullMarked
package dev.garboard.oci;

import org.jspecify.annotations.NullMarked;
