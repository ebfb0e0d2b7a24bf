package dev.garboard.destination;

import dev.garboard.oci.Descriptor;

/// An image that lies where it should.
///
/// @param descriptor points at its manifest
/// @param reference by which it is found there: a path, or a name with a tag or digest
public record Published(Descriptor descriptor, String reference) {}
