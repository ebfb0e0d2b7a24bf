package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Container registries (OCI distribution specification 1.1). Safe for many threads.
///
/// Every method throws [RegistryException] for what the registry or the network refuses, after
/// further attempts where one may help, and [InterruptedException] when the thread was interrupted.
public interface Registry {

  /// Where a tag or digest points; empty when there is no such manifest or repository. The digest
  /// wins over the tag.
  Optional<Descriptor> headManifest(ImageReference reference, Access access)
      throws RegistryException, InterruptedException;

  /// The digest of what was last got under this reference in this run.
  Optional<Digest> resolved(ImageReference reference);

  /// A manifest or index with its bytes, verified against the reference's digest.
  Optional<FoundManifest> getManifest(ImageReference reference)
      throws RegistryException, InterruptedException;

  /// Puts a manifest or index under the reference's tag, else under its own digest.
  ///
  /// @throws RegistryException also when the registry stored it under another digest
  Descriptor putManifest(ImageReference reference, MediaType type, Content content)
      throws RegistryException, InterruptedException;

  /// Whether a repository holds a blob. A repeated question about a blob that was found, or put
  /// there, is answered from memory.
  boolean hasBlob(Repository repository, Descriptor descriptor, Access access)
      throws RegistryException, InterruptedException;

  /// Whether it is known without a question that a repository holds a blob or manifest.
  boolean hasSeen(Repository repository, Descriptor descriptor);

  /// The bytes of a blob; the stream resumes after a broken connection and fails at its end when
  /// they are not what the descriptor says. Failures of the stream are [BlobReadException].
  InputStream openBlob(Repository repository, Descriptor descriptor)
      throws RegistryException, InterruptedException;

  /// Puts a blob: mounts it, else sends it. Does not ask first whether it is there.
  ///
  /// @throws RegistryException also when the content cannot be read or is not the descriptor's;
  ///   then nothing is stored under that digest
  Upload.Outcome putBlob(Repository repository, Upload upload)
      throws RegistryException, InterruptedException;

  /// Something will be pushed into a repository: what is read of it before is asked for with the
  /// rights that the push needs, so that one token does for both.
  void expectPush(Repository repository);

  /// Forgets which blobs and manifests were seen, for a registry that turned out to have lost one.
  void forgetBlobs();

  /// Manifests that name this one as their `subject`.
  ///
  /// @param artifactType the only type wanted; empty for all
  List<Descriptor> referrers(ImageReference subject, String artifactType)
      throws RegistryException, InterruptedException;

  /// Puts a manifest that has a `subject`, and sees to it that it is listed among the referrers:
  /// where the registry does not do so itself, in the index under the fallback tag.
  ///
  /// @param artifactType as the referrers' list shall show it
  Descriptor putReferrer(
      Repository repository, Descriptor subject, String artifactType, Content manifest)
      throws RegistryException, InterruptedException;
}
