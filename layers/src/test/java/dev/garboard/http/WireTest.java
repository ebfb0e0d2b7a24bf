package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.garboard.content.Content;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WireTest {

  /// Else whoever sends the next request goes on as if nobody had pressed Ctrl-C.
  @Test
  void anInterruptWhileAnAnswerIsGivenUpIsNotForgotten() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestServer server = new TestServer();
        Wire wire = new Wire(HttpSettings.from(Map.of()))) {
      server.on(
          "/f",
          exchange -> {
            // Announces a body that does not come.
            exchange.sendResponseHeaders(202, 5);
            exchange.getResponseBody().flush();
            try {
              boolean _ = over.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Duration ample = Duration.ofMinutes(5);
      Content nothing = Content.of(new byte[0]);
      Message message = new Message("POST", server.url("/f"), Map.of(), nothing, ample, ample);
      CountDownLatch answered = new CountDownLatch(1);
      FutureTask<Boolean> closing =
          new FutureTask<>(() -> {
            Answer answer = wire.send(message);
            answered.countDown();
            answer.close();
            return Thread.currentThread().isInterrupted();
          });
      Thread thread = Thread.ofVirtual().start(closing);
      assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
      thread.interrupt();
      assertThat(closing.get(1, TimeUnit.MINUTES)).as("interrupted afterwards").isTrue();
    } finally {
      over.countDown();
    }
  }

  /// The head arrives late: all time is over, though all of the body is here, too.
  @Test
  void headAndBodyShareOneLimit() throws Exception {
    byte[] body = {1, 2, 3};
    try (TestServer server = new TestServer();
        Wire wire = new Wire(HttpSettings.from(Map.of()))) {
      server.on(
          "/f",
          exchange -> {
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          });
      Content nothing = Content.of(new byte[0]);
      Duration limit = Duration.ofMillis(250);
      Message message =
          new Message("GET", server.url("/f"), Map.of(), nothing, Duration.ofMinutes(5), limit);
      Throwable failure =
          catchThrowable(() -> {
            try (Answer answer = wire.send(message)) {
              answer.read(body.length);
            }
          });
      assertThat(failure).isInstanceOfAny(HttpTimeoutException.class, HttpFailedException.class);
    }
  }
}
