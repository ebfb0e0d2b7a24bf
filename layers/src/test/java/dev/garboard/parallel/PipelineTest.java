package dev.garboard.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.parallel.Parallel.Step;
import dev.garboard.parallel.Parallel.TaskFailedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PipelineTest {

  private static final int SECONDS = 30;

  @Test
  void resultsAreInInputOrder() throws Exception {
    List<Integer> inputs = List.of(5, 3, 9, 1);
    assertThat(Parallel.pipeline(inputs, new Step<>(4, i -> i + 1), new Step<>(2, i -> "" + i)))
        .containsExactly("6", "4", "10", "2");
  }

  @Test
  void nothingComesOfNothing() throws Exception {
    assertThat(Parallel.pipeline(List.of(), new Step<>(4, i -> i), new Step<>(2, i -> i)))
        .isEmpty();
  }

  /// The first input waits in the first step until the second input has left the second step.
  @Test
  void anInputOvertakesOneThatWaits() throws Exception {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    Step<Integer, Boolean> waits =
        new Step<>(2, i -> i == 1 || secondIsDone.await(SECONDS, TimeUnit.SECONDS));
    Step<Boolean, Boolean> computes =
        new Step<>(
            1,
            in -> {
              secondIsDone.countDown();
              return in;
            });
    assertThat(Parallel.pipeline(List.of(0, 1), waits, computes)).containsExactly(true, true);
  }

  @Test
  void noMoreThanTheLimitAreInAStep() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Step<Integer, Integer> computes =
        new Step<>(
            2,
            i -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Thread.sleep(5);
              inside.decrementAndGet();
              return i;
            });
    Parallel.pipeline(List.of(1, 2, 3, 4, 5, 6), new Step<>(6, i -> i), computes);
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void aFailureOfEitherStepEndsTheOthers() {
    CountDownLatch never = new CountDownLatch(1);
    Step<Integer, Integer> failsFirst = new Step<>(2, i -> wait(never, i, 1));
    assertThatThrownBy(() -> Parallel.pipeline(List.of(0, 1), failsFirst, new Step<>(2, i -> i)))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IOException.class);
    Step<Integer, Integer> failsSecond = new Step<>(2, i -> wait(never, i, 1));
    assertThatThrownBy(() -> Parallel.pipeline(List.of(0, 1), new Step<>(2, i -> i), failsSecond))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  /// One input fails, any other waits until it is interrupted.
  private static int wait(CountDownLatch never, int input, int failing) throws Exception {
    if (input == failing) {
      throw new IOException("as asked");
    }
    never.await();
    return input;
  }
}
