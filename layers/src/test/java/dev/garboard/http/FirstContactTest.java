package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FirstContactTest {

  private static final URI FILE = URI.create("https://files.example/a");

  private final FirstContact contact = new FirstContact(Duration.ofDays(1));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch sent = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @AfterEach
  void stop() {
    answered.countDown();
    threads.close();
  }

  private String first() throws InterruptedException {
    sent.countDown();
    answered.await();
    return "first";
  }

  @Test
  void othersOfTheHostGoAtOnceAfterTheFirstAnswer() throws Exception {
    Future<String> first = threads.submit(() -> contact.send(FILE, this::first));
    sent.await();
    URI another = URI.create("https://files.example:443/b");
    // They meet only when both are under way at a time.
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Integer>> others =
        List.of(
            threads.submit(() -> contact.send(another, () -> await(together))),
            threads.submit(() -> contact.send(FILE, () -> await(together))));
    assertThatThrownBy(() -> others.getFirst().get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(together.getNumberWaiting()).isZero();
    answered.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(others.get(0).get() + others.get(1).get()).isEqualTo(1);
  }

  private static int await(CyclicBarrier barrier) throws InterruptedException {
    try {
      return barrier.await();
    } catch (BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void otherHostsAndPlainOnesDoNotWait() throws Exception {
    Future<String> first = threads.submit(() -> contact.send(FILE, this::first));
    sent.await();
    assertThat(contact.send(URI.create("https://other.example/a"), () -> "other"))
        .isEqualTo("other");
    assertThat(contact.send(URI.create("http://files.example/a"), () -> "plain"))
        .isEqualTo("plain");
    assertThat(first).isNotDone();
  }

  @Test
  @Timeout(60)
  void aSlowFirstAnswerIsNotWaitedForLongerThanThePatience() throws Exception {
    FirstContact hasty = new FirstContact(Duration.ofNanos(1));
    Future<String> first = threads.submit(() -> hasty.send(FILE, this::first));
    sent.await();
    assertThat(hasty.send(FILE, () -> "second")).isEqualTo("second");
    assertThat(first).isNotDone();
    answered.countDown();
    assertThat(first.get()).isEqualTo("first");
  }

  @Test
  void aFailureOfTheFirstHoldsNobodyBack() throws Exception {
    assertThatThrownBy(() ->
            contact.send(
                FILE,
                () -> {
                  throw new HttpFailedException(new HttpProblem.Offline(RedactedUrl.of(FILE)));
                }))
        .isInstanceOf(HttpFailedException.class);
    assertThat(contact.send(FILE, () -> "second")).isEqualTo("second");
  }
}
