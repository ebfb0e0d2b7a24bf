package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes documents about the images of a repository beside them, as referrers.
public final class Attachments {

  private static final long LARGEST_DOCUMENT = 32 << 20;

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
    // Not by type: some registries list an artifact under the type of its configuration.
    for (Descriptor known : registry.referrers(named(subject), "")) {
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

  /// The documents of one type that are attached to an image, and fit into memory.
  ///
  /// @param artifactType as the artifact's manifest has it
  /// @throws RegistryException also when one is malformed or cannot be read to its end
  public List<byte[]> documents(Descriptor subject, String artifactType)
      throws RegistryException, InterruptedException {
    List<byte[]> documents = new ArrayList<>();
    for (Descriptor artifact : registry.referrers(named(subject), "")) {
      RegistryRequest request =
          new RegistryRequest(repository, "GET attachment", artifact.digest().toString());
      try {
        Optional<FoundManifest> found = registry.getManifest(named(artifact));
        if (found.isPresent()) {
          byte[] bytes = found.get().content().readAll();
          JsonObject json = JsonObject.parse("manifest", bytes);
          if (json.text("artifactType").filter(artifactType::equals).isPresent()) {
            documents.addAll(blobs(Manifest.parse(MediaType.OCI_MANIFEST, bytes)));
          }
        }
      } catch (OciException e) {
        throw new RegistryException(new RegistryProblem.Malformed(request, e.problem()));
      } catch (IOException e) {
        throw new RegistryException(new RegistryProblem.BadAnswer(request, e.toString()));
      }
    }
    return documents;
  }

  private List<byte[]> blobs(Manifest manifest)
      throws RegistryException, InterruptedException, IOException {
    List<byte[]> blobs = new ArrayList<>();
    for (Descriptor blob : manifest.layers()) {
      if (blob.size() <= LARGEST_DOCUMENT) {
        try (InputStream in = registry.openBlob(repository, blob)) {
          blobs.add(in.readAllBytes());
        }
      }
    }
    return blobs;
  }

  private ImageReference named(Descriptor descriptor) {
    return new ImageReference(
        repository.registry(), repository.name(), "", descriptor.digest().toString());
  }
}
