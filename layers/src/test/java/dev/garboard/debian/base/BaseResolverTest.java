package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveProblem.NotFound;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.ArchiveTransport;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.TestKey;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaseResolverTest {

  private static final Distribution TRIXIE = Distribution.debian("debian:13").orElseThrow();

  @TempDir Path directory;

  @Test
  void tellsTheFirstFailureThoughALaterOneCameSooner() {
    List<Suite> suites = TRIXIE.suites();
    URI first = release(suites.getFirst());
    CountDownLatch others = new CountDownLatch(suites.size() - 1);
    ArchiveTransport empty =
        address -> {
          if (address.equals(first)) {
            await(others);
          } else {
            others.countDown();
          }
          return Optional.empty();
        };
    BaseResolver resolver =
        new BaseResolver(
            new ArchiveReader(
                empty, FakeArchive.store(directory), FakeArchive.mirrors(), directory),
            new ArchiveReader.Trust(TestKey.keyring(TestKey.generate()), Instant.EPOCH, false));

    ArchiveException e =
        catchThrowableOfType(ArchiveException.class, () -> resolver.suites(TRIXIE));

    assertThat(e).isNotNull();
    assertThat(e.problems()).containsExactly(new NotFound(List.of(first)));
    assertThat(others.getCount()).isZero();
  }

  private static URI release(Suite suite) {
    return FakeArchive.address(suite, "dists/" + suite.name() + "/InRelease");
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
