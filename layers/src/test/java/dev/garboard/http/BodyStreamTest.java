package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

final class BodyStreamTest {

  private final BodyStream stream = new BodyStream(Duration.ofSeconds(30), Duration.ofMinutes(5));
  private final Transfer transfer = new Transfer();

  private static final class Transfer implements Flow.Subscription {
    private int cancelled;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled++;
    }
  }

  private void arrives(String text) {
    stream.onSubscribe(transfer);
    stream.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void lettingGoOfWhatWasReadToItsEndTellsTheServerNothing() throws Exception {
    arrives("all of it");
    stream.onComplete();
    assertThat(stream.readAllBytes()).asString().isEqualTo("all of it");
    stream.close();
    assertThat(transfer.cancelled).isZero();
  }

  @Test
  void lettingGoInTheMiddleEndsTheTransfer() throws Exception {
    arrives("a part of it");
    assertThat(stream.readNBytes(6)).asString().isEqualTo("a part");
    stream.close();
    assertThat(transfer.cancelled).isEqualTo(1);
  }
}
