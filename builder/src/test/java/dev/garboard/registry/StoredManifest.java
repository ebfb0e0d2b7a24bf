package dev.garboard.registry;

/// A manifest as a registry keeps it.
final class StoredManifest {

  final String type;
  final byte[] bytes;
  final String artifactType;
  final String subject;

  StoredManifest(String type, byte[] bytes, String artifactType, String subject) {
    this.type = type;
    this.bytes = bytes;
    this.artifactType = artifactType;
    this.subject = subject;
  }
}
