package dev.garboard.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.LongAdder;

/// One download with all its attempts: continues with `Range` and `If-Range` where it broke off if
/// the server gave a strong validator, else starts over.
final class Download {

  private static final long PROGRESS = 1 << 20;

  private final Call call;
  private final DownloadSink sink;
  private final Exchange exchange;
  private final Failures failures;
  private final LongAdder bytes;
  private long received;
  private long total = -1;
  private String validator = "";

  Download(
      Call call, DownloadSink sink, Exchange exchange, HttpSettings settings, LongAdder bytes) {
    this.call = call;
    this.sink = sink;
    this.exchange = exchange;
    this.failures = new Failures(settings);
    this.bytes = bytes;
  }

  /// @throws IOException what the sink threw
  ResponseHead run(Retries.Count count)
      throws HttpFailedException, IOException, InterruptedException {
    while (true) {
      long before = received;
      try {
        return attempt();
      } catch (TransientFailure failure) {
        if (received - before >= PROGRESS) {
          count.progressed();
        }
        count.failed(failure);
      }
    }
  }

  private ResponseHead attempt()
      throws HttpFailedException, TransientFailure, IOException, InterruptedException {
    if (received > 0 && validator.isEmpty()) {
      startOver();
    }
    Call next =
        received == 0
            ? call
            : call.with("Range", "bytes=" + received + "-").with("If-Range", validator);
    try (Response response = exchange.send(next)) {
      prepare(response, received > 0);
      copy(response);
      if (total >= 0 && received != total) {
        throw new TransientFailure(
            new HttpProblem.Broken(response.url(), received, "expected " + total + " bytes"));
      }
      return response.head();
    }
  }

  private void prepare(Response response, boolean resuming)
      throws HttpFailedException, TransientFailure, IOException {
    ResponseHead head = response.head();
    if (head.status() == 200) {
      if (resuming) {
        startOver();
      }
      total = head.contentLength();
      validator = strongValidator(head);
      return;
    }
    if (!resuming || (head.status() != 206 && head.status() != 416)) {
      throw Failures.ofStatus(response);
    }
    ContentRange expected = new ContentRange(received, total - 1, total);
    if (head.status() == 416 || !ContentRange.of(head).filter(expected::equals).isPresent()) {
      String answer = head.status() + " " + head.header("content-range").orElse("");
      String asked = "bytes=" + received + "-";
      startOver();
      throw new TransientFailure(
          new HttpProblem.RangeNotHonoured(response.url(), asked, answer.strip()));
    }
  }

  private void copy(Response response) throws TransientFailure, IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int count;
      try {
        count = response.body().read(buffer, 0, buffer.length);
      } catch (InterruptedIOException e) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      } catch (IOException e) {
        throw failures.ofBody(e, response.url(), received);
      }
      if (count < 0) {
        return;
      }
      sink.write(buffer, 0, count);
      received += count;
      bytes.add(count);
    }
  }

  private void startOver() throws IOException {
    sink.restart();
    received = 0;
    total = -1;
    validator = "";
  }

  /// RFC 9110 §13.1.5: a weak tag must not be used; without a known length there is nothing to
  /// check the rest against.
  private static String strongValidator(ResponseHead head) {
    String tag = head.header("etag").orElse("");
    if (head.contentLength() < 0 || tag.startsWith("W/")) {
      return "";
    }
    return tag.isEmpty() ? head.header("last-modified").orElse("") : tag;
  }
}
