/// Container registries: the port, its problems, credentials, and the adapter that speaks the OCI
/// distribution protocol. Knows blobs and manifests, not what images are made of.
@NullMarked
package dev.garboard.registry;

import org.jspecify.annotations.NullMarked;
