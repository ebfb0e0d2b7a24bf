package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.HttpSettings;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every registry must be able to do with our client.
abstract class RegistryContract {

  private static final MediaType BYTES = new MediaType("application/octet-stream");
  private static final MediaType EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

  private HttpRegistry registry = new HttpRegistry(settings(), credentials());

  /// Host and port of the registry under test.
  abstract String host();

  RegistryCredentials credentials() {
    return RegistryCredentials.none();
  }

  Map<String, String> environment() {
    return Map.of();
  }

  private RegistrySettings settings() {
    return RegistrySettings.of(HttpSettings.from(environment()));
  }

  private HttpRegistry open(RegistrySettings settings) {
    return new HttpRegistry(settings, credentials(), _ -> {});
  }

  @BeforeEach
  final void openRegistry() {
    registry = open(settings());
  }

  @AfterEach
  final void closeRegistry() {
    registry.close();
  }

  final HttpRegistry registry() {
    return registry;
  }

  Repository repository(String name) {
    return new Repository(host(), "contract/" + name + "-" + System.nanoTime());
  }

  static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Descriptor descriptor(byte[] bytes) {
    return Descriptor.of(BYTES, bytes);
  }

  static Upload upload(byte[] bytes, Repository... sources) {
    return new Upload(descriptor(bytes), Content.of(bytes), List.of(sources));
  }

  static JsonObject manifest(Descriptor config, Descriptor... layers) {
    return JsonObject.EMPTY
        .with("schemaVersion", Json.Numeral.of(2))
        .with("mediaType", MediaType.OCI_MANIFEST.value())
        .with("config", config.withMediaType(MediaType.OCI_CONFIG).toJson())
        .with(
            "layers",
            new Json.Array(
                List.of(layers).stream()
                    .<Json>map(d -> d.withMediaType(MediaType.OCI_LAYER).toJson())
                    .toList()));
  }

  @Test
  void keepsABlob() throws Exception {
    Repository repository = repository("blob");
    byte[] bytes = random(300_000, 1);
    assertThat(registry.hasBlob(repository, descriptor(bytes), Access.PUSH)).isFalse();
    assertThat(registry.putBlob(repository, upload(bytes))).isEqualTo(Upload.Outcome.SENT);
    try (HttpRegistry other = open(settings())) {
      assertThat(other.hasBlob(repository, descriptor(bytes), Access.PULL)).isTrue();
      try (InputStream in = other.openBlob(repository, descriptor(bytes))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void keepsABlobWithoutBytes() throws Exception {
    Repository repository = repository("empty");
    registry.putBlob(repository, upload(new byte[0]));
    try (InputStream in = registry.openBlob(repository, descriptor(new byte[0]))) {
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  @Test
  void takesABlobOfAnotherRepository() throws Exception {
    Repository source = repository("source");
    Repository target = repository("target");
    byte[] bytes = random(1000, 2);
    registry.putBlob(source, upload(bytes));
    Upload.Outcome outcome = registry.putBlob(target, upload(bytes, source));
    assertThat(outcome).isEqualTo(mounts() ? Upload.Outcome.MOUNTED : Upload.Outcome.SENT);
    try (HttpRegistry other = open(settings())) {
      assertThat(other.hasBlob(target, descriptor(bytes), Access.PULL)).isTrue();
    }
  }

  boolean mounts() {
    return true;
  }

  @Test
  void sendsABlobThatTheOtherRepositoryLacks() throws Exception {
    Repository target = repository("target");
    byte[] bytes = random(1000, 3);
    assertThat(registry.putBlob(target, upload(bytes, repository("nowhere"))))
        .isEqualTo(Upload.Outcome.SENT);
  }

  @Test
  void neverStoresWhatIsNotTheDigest() throws Exception {
    Repository repository = repository("corrupt");
    byte[] bytes = random(200_000, 4);
    byte[] other = random(200_000, 5);
    Upload upload = new Upload(descriptor(bytes), Content.of(other), List.of());
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> registry.putBlob(repository, upload));
    assertThat(e.problem())
        .isEqualTo(
            new RegistryProblem.ContentCorrupt(
                Hashing.sha256(bytes), Hashing.sha256(other), 200_000));
    assertThat(registry.hasBlob(repository, descriptor(bytes), Access.PUSH)).isFalse();
  }

  @Test
  void keepsAManifestUnderTagAndDigest() throws Exception {
    Repository repository = repository("manifest");
    Descriptor put = putImage(repository, "v1", 6);
    ImageReference tag = repository.tagged("v1");
    ImageReference digest =
        new ImageReference(host(), repository.name(), "", put.digest().toString());
    for (ImageReference reference : List.of(tag, digest)) {
      assertThat(registry.headManifest(reference, Access.PULL)).contains(put);
      assertThat(registry.getManifest(reference).orElseThrow().descriptor()).isEqualTo(put);
    }
  }

  final Descriptor putImage(Repository repository, String tag, long seed) throws Exception {
    byte[] config = random(100, seed);
    byte[] layer = random(5000, seed + 1000);
    registry.putBlob(repository, upload(config));
    registry.putBlob(repository, upload(layer));
    JsonObject manifest = manifest(descriptor(config), descriptor(layer));
    return registry.putManifest(
        repository.tagged(tag), MediaType.OCI_MANIFEST, Content.of(manifest.bytes()));
  }

  @Test
  void saysThatThereIsNothing() throws Exception {
    Repository repository = repository("nothing");
    assertThat(registry.headManifest(repository.tagged("v1"), Access.PUSH)).isEmpty();
    assertThat(registry.getManifest(repository.tagged("v1"))).isEmpty();
    RegistryException e =
        catchThrowableOfType(
            RegistryException.class,
            () -> registry.openBlob(repository, descriptor(random(10, 7))).close());
    assertThat(e.problem()).isInstanceOf(RegistryProblem.NotFound.class);
  }

  @Test
  void refusesAManifestWhoseBlobsAreMissing() throws Exception {
    Repository repository = repository("dangling");
    JsonObject manifest = manifest(descriptor(random(10, 8)), descriptor(random(10, 9)));
    RegistryException e =
        catchThrowableOfType(
            RegistryException.class,
            () ->
                registry.putManifest(
                    repository.tagged("v1"), MediaType.OCI_MANIFEST, Content.of(manifest.bytes())));
    if (!checksManifests()) {
      assertThat(e).isNull();
      return;
    }
    assertThat(e.problem())
        .isInstanceOfAny(RegistryProblem.Refused.class, RegistryProblem.NotFound.class);
    assertThat(registry.headManifest(repository.tagged("v1"), Access.PULL)).isEmpty();
  }

  boolean checksManifests() {
    return true;
  }

  @Test
  void sendsInPieces() throws Exception {
    Repository repository = repository("pieces");
    byte[] bytes = random(1_000_000, 10);
    registry.putBlobInPieces(repository, upload(bytes), 300_000);
    try (InputStream in = registry.openBlob(repository, descriptor(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void listsReferrers() throws Exception {
    assertListsReferrers();
  }

  /// For those who make the registry another one first.
  final void assertListsReferrers() throws Exception {
    Repository repository = repository("subject");
    Descriptor subject = putImage(repository, "v1", 11);
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    registry.putBlob(repository, upload(empty));
    Descriptor sbom = putReferrer(repository, subject, "application/vnd.cyclonedx+json");
    Descriptor signature = putReferrer(repository, subject, "application/vnd.example.signature");
    putReferrer(repository, subject, "application/vnd.example.signature");
    ImageReference of =
        new ImageReference(host(), repository.name(), "", subject.digest().toString());
    assertThat(digests(registry.referrers(of, "")))
        .containsExactlyInAnyOrder(sbom.digest(), signature.digest());
    if (knowsArtifactTypes()) {
      assertThat(digests(registry.referrers(of, "application/vnd.cyclonedx+json")))
          .containsExactly(sbom.digest());
    }
    ImageReference none =
        new ImageReference(host(), repository.name(), "", sbom.digest().toString());
    assertThat(registry.referrers(none, "")).isEmpty();
  }

  @Test
  void attachesADocumentOnce() throws Exception {
    Repository repository = repository("attached");
    Descriptor subject = putImage(repository, "v1", 12);
    byte[] document = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    Attachment attachment =
        Attachment.of(new MediaType("application/vnd.cyclonedx+json"), document);
    Attachments attachments = new Attachments(registry, repository);

    Descriptor attached = attachments.attach(subject, attachment);
    assertThat(attachments.attach(subject, attachment).digest()).isEqualTo(attached.digest());

    ImageReference image =
        new ImageReference(host(), repository.name(), "", subject.digest().toString());
    assertThat(digests(registry.referrers(image, ""))).containsExactly(attached.digest());
    FoundManifest manifest =
        registry
            .getManifest(
                new ImageReference(host(), repository.name(), "", attached.digest().toString()))
            .orElseThrow();
    JsonObject json = JsonObject.parse("manifest", manifest.content().readAll());
    assertThat(json.text("artifactType")).contains("application/vnd.cyclonedx+json");
    assertThat(json.object("subject").flatMap(o -> o.text("digest")))
        .contains(subject.digest().toString());
    assertThat(attachments.documents(subject, "application/vnd.cyclonedx+json"))
        .singleElement()
        .isEqualTo(document);
    assertThat(attachments.documents(subject, "application/vnd.example.signature")).isEmpty();
  }

  boolean knowsArtifactTypes() {
    return true;
  }

  private static List<Digest> digests(List<Descriptor> descriptors) {
    return descriptors.stream().map(Descriptor::digest).toList();
  }

  private Descriptor putReferrer(Repository repository, Descriptor subject, String artifactType)
      throws RegistryException, InterruptedException, IOException {
    Descriptor empty = Descriptor.of(EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
    JsonObject manifest =
        JsonObject.EMPTY
            .with("schemaVersion", Json.Numeral.of(2))
            .with("mediaType", MediaType.OCI_MANIFEST.value())
            .with("artifactType", artifactType)
            .with("config", empty.toJson())
            .with("layers", new Json.Array(List.of(empty.toJson())))
            .with("subject", subject.toJson());
    return registry.putReferrer(repository, subject, artifactType, Content.of(manifest.bytes()));
  }
}
