package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;

/// Writes documents about the images of a repository beside them, as referrers.
public final class Attachments {

  private final Registry registry;
  private final Repository repository;

  /// The attachments of a repository's images.
  public Attachments(Registry registry, Repository repository) {
    this.registry = registry;
    this.repository = repository;
  }

  /// Attaches a document to an image. A document that is attached already is not sent again.
  ///
  /// @return points at the artifact manifest
  public Descriptor attach(Descriptor subject, Attachment attachment)
      throws RegistryException, InterruptedException {
    byte[] manifest = attachment.manifest(subject).bytes();
    Descriptor wanted = Descriptor.of(MediaType.OCI_MANIFEST, manifest);
    ImageReference named =
        new ImageReference(
            repository.registry(), repository.name(), "", subject.digest().toString());
    for (Descriptor known : registry.referrers(named, attachment.artifactType())) {
      if (known.digest().equals(wanted.digest())) {
        return wanted;
      }
    }
    for (Upload upload : attachment.uploads()) {
      if (!registry.hasBlob(repository, upload.descriptor(), Access.PUSH)) {
        registry.putBlob(repository, upload);
      }
    }
    return registry.putReferrer(
        repository, subject, attachment.artifactType(), Content.of(manifest));
  }
}
