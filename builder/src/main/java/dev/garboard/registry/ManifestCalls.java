package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.http.Answer;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Manifests and indexes in a registry (distribution specification, "Pulling manifests", "Pushing
/// manifests").
final class ManifestCalls {

  /// What registries take at most, by the specification.
  static final int LARGEST = 4 << 20;

  private static final String ACCEPT =
      Stream.of(
              MediaType.OCI_MANIFEST,
              MediaType.OCI_INDEX,
              MediaType.DOCKER_MANIFEST,
              MediaType.DOCKER_INDEX)
          .map(MediaType::value)
          .collect(Collectors.joining(", "));

  private final Calls calls;

  ManifestCalls(Calls calls) {
    this.calls = calls;
  }

  private static String name(ImageReference reference) {
    return reference.digestText().isEmpty() ? reference.tag() : reference.digestText();
  }

  private static RegistryRequest request(String operation, ImageReference reference) {
    return new RegistryRequest(Repository.of(reference), operation, name(reference));
  }

  private RegistryCall call(
      String method, RegistryRequest request, ImageReference reference, Access access)
      throws RegistryException, PassingFailure, InterruptedException {
    return RegistryCall.of(
            request,
            method,
            calls.url(request, "manifests/" + name(reference)),
            List.of(access.scope(request.repository())))
        .with("Accept", ACCEPT);
  }

  Optional<Descriptor> head(ImageReference reference, Access access)
      throws RegistryException, InterruptedException {
    RegistryRequest request = request("HEAD manifest", reference);
    Optional<Head> head =
        calls.<Optional<Head>>run(
            calls.reading(request),
            () -> call("HEAD", request, reference, access),
            Set.of(404),
            answer -> answer.status() == 404 ? Optional.empty() : Optional.of(Head.of(answer)));
    if (head.isEmpty() || head.get().isComplete()) {
      return head.map(Head::descriptor);
    }
    // The registry leaves out what a descriptor needs.
    return get(reference, access).map(FoundManifest::descriptor);
  }

  /// What the head of an answer says; with an empty digest when it says none.
  private record Head(String digest, MediaType type, long size) {
    static Head of(Answer answer) {
      return new Head(
          Digests.of(answer.head()).map(Digest::toString).orElse(""),
          mediaType(answer),
          answer.head().contentLength());
    }

    boolean isComplete() {
      return !digest.isEmpty() && !type.value().isEmpty() && size > 0;
    }

    Descriptor descriptor() {
      return Descriptor.of(type, Digest.parse(digest), size);
    }
  }

  private static MediaType mediaType(Answer answer) {
    String value = answer.head().header("content-type").orElse("");
    int parameters = value.indexOf(';');
    return new MediaType((parameters < 0 ? value : value.substring(0, parameters)).strip());
  }

  Optional<FoundManifest> get(ImageReference reference, Access access)
      throws RegistryException, InterruptedException {
    RegistryRequest request = request("GET manifest", reference);
    return calls.run(
        calls.reading(request),
        () -> call("GET", request, reference, access),
        Set.of(404),
        answer ->
            answer.status() == 404
                ? Optional.empty()
                : Optional.of(found(request, reference, answer)));
  }

  private static FoundManifest found(
      RegistryRequest request, ImageReference reference, Answer answer)
      throws IOException, RegistryException, PassingFailure {
    byte[] bytes = answer.read(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new RegistryException(new RegistryProblem.TooLarge(request, LARGEST));
    }
    Optional<Digest> wanted = reference.digest();
    Digest.Algorithm algorithm = wanted.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
    Digest digest = Digests.compute(algorithm, bytes);
    if (wanted.isPresent() && !wanted.get().equals(digest)) {
      throw new RegistryException(new RegistryProblem.WrongDigest(request, wanted.get(), digest));
    }
    Optional<Digest> said = Digests.of(answer.head(), algorithm);
    if (said.isPresent() && !said.get().equals(digest)) {
      // Damaged on the way; whoever asks by tag has nothing else to hold it against.
      throw new PassingFailure(new RegistryProblem.WrongDigest(request, said.get(), digest));
    }
    return new FoundManifest(
        Descriptor.of(mediaType(answer), digest, bytes.length), Content.of(bytes));
  }

  /// What the registry said to a manifest that it took.
  ///
  /// @param subject the `OCI-Subject` header; empty when there was none
  record Stored(Descriptor descriptor, String subject) {}

  Stored put(ImageReference reference, MediaType type, Content content)
      throws RegistryException, InterruptedException {
    byte[] bytes = bytes(content);
    Descriptor descriptor = Descriptor.of(type, bytes);
    String digest = reference.tag().isEmpty() ? descriptor.digest().toString() : "";
    ImageReference named =
        new ImageReference(reference.registry(), reference.repository(), reference.tag(), digest);
    RegistryRequest request = request("PUT manifest", named);
    return calls.run(
        calls.writing(request, bytes.length),
        () -> call("PUT", request, named, Access.PUSH).withBody(type.value(), Content.of(bytes)),
        Set.of(),
        answer -> {
          BlobUpload.stored(request, answer, descriptor.digest());
          return new Stored(descriptor, answer.head().header("oci-subject").orElse(""));
        });
  }

  private static byte[] bytes(Content content) throws RegistryException {
    try {
      return content.readAll();
    } catch (IOException e) {
      Digest none = Digests.compute(Digest.Algorithm.SHA256, new byte[0]);
      throw new RegistryException(new RegistryProblem.ContentUnreadable(none, e.toString()));
    }
  }
}
