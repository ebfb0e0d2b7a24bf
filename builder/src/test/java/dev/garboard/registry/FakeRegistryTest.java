package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.oci.ImageReference;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeRegistryTest extends RegistryContract {

  private final FakeRegistry fake = start();

  private static FakeRegistry start() {
    try {
      return new FakeRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

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
