package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;

/// A manifest or index as a registry holds it; the digest is that of the bytes.
public record FoundManifest(Descriptor descriptor, Content content) {}
