package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeRegistryTest extends RegistryContract {

  private final FakeRegistry fake = TestRegistry.fake();

  @AfterAll
  void stop() {
    fake.close();
  }

  @Override
  String host() {
    return fake.host();
  }

  /// 404 by the specification, the others as seen of registries older than the API.
  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 406, 501})
  void listsReferrersByTheirTagWhereTheApiIsMissing(int status) throws Exception {
    fake.inject(
        Faults.all(
            Faults.always("GET /v2/.+/referrers/", Faults.status(status, "UNSUPPORTED")),
            Faults.always("PUT /v2/.+/manifests/", Faults.silently(fake))));
    try {
      assertListsReferrers();
    } finally {
      fake.inject(_ -> false);
    }
  }

  /// Quay says with 400 that it has no such subject, a proxy that it knows no such route.
  @ParameterizedTest
  @ValueSource(strings = {"MANIFEST_INVALID", "MANIFEST_UNKNOWN", "NAME_UNKNOWN", ""})
  void aBadRequestThatBlamesNothingOfOursIsAMissingApi(String code) throws Exception {
    Faults.Deed deed = code.isEmpty() ? Faults.page(400) : Faults.status(400, code);
    fake.inject(
        Faults.all(
            Faults.always("GET /v2/.+/referrers/", deed),
            Faults.always("PUT /v2/.+/manifests/", Faults.silently(fake))));
    try {
      assertListsReferrers();
    } finally {
      fake.inject(_ -> false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIGEST_INVALID", "NAME_INVALID"})
  void aBadRequestOfOursIsTold(String code) {
    fake.inject(Faults.always("GET /v2/.+/referrers/", Faults.status(400, code)));
    Repository repository = repository("subject");
    ImageReference subject =
        new ImageReference(host(), repository.name(), "", FakeRegistry.digest(random(10, 1)));
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> registry().referrers(subject, ""));
    fake.inject(_ -> false);
    assertThat(e.problem())
        .isInstanceOfSatisfying(
            RegistryProblem.Refused.class, p -> assertThat(p.codes()).containsExactly(code));
  }

  /// GitLab takes the fallback tag for the digest that it is made of.
  @Test
  void theSubjectUnderTheFallbackTagIsNoListOfReferrers() throws Exception {
    Repository repository = repository("subject");
    Descriptor subject = putImage(repository, "v1", 13);
    byte[] image = fake.manifest(repository.name(), "v1");
    fake.inject(
        Faults.all(
            Faults.always("GET /v2/.+/referrers/", Faults.status(404, "NOT_FOUND")),
            Faults.always(
                "GET /v2/.+/manifests/sha256-",
                Faults.body(image, "Content-Type", subject.mediaType().value()))));
    ImageReference of =
        new ImageReference(host(), repository.name(), "", subject.digest().toString());
    assertThat(registry().referrers(of, "")).isEmpty();
    fake.inject(_ -> false);
  }

  @Test
  void aRefusalToListReferrersIsNoMissingApi() {
    fake.inject(Faults.always("GET /v2/.+/referrers/", Faults.status(403, "DENIED")));
    Repository repository = repository("subject");
    ImageReference subject =
        new ImageReference(host(), repository.name(), "", FakeRegistry.digest(random(10, 1)));
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> registry().referrers(subject, ""));
    fake.inject(_ -> false);
    assertThat(e.problem()).isInstanceOf(RegistryProblem.Denied.class);
  }
}
