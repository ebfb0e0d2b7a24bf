package dev.garboard.http;

import static dev.garboard.http.TestServer.body;
import static dev.garboard.http.TestServer.cut;
import static dev.garboard.http.TestServer.ranges;
import static dev.garboard.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DownloadTest {

  private static final byte[] BODY = new byte[300_000];
  private static final int HALF = 150_000;

  static {
    new Random(7).nextBytes(BODY);
  }

  private TestServer server;
  private final Collector sink = new Collector();

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class Collector implements DownloadSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int restarts;

    @Override
    public void restart() {
      bytes.reset();
      restarts++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }
  }

  private Traffic download(HttpHandler... answers) throws Exception {
    server.inTurn("/f", answers);
    HttpSettings settings = HttpSettings.from(Map.of());
    try (WebClient client = new WebClient(settings, Credentials.none(), _ -> {})) {
      client.download(server.url("/f"), sink);
      return client.traffic();
    }
  }

  @Test
  void streamsAFile() throws Exception {
    Traffic traffic = download(body(BODY));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
    assertThat(traffic).isEqualTo(new Traffic(1, BODY.length));
  }

  @Test
  void continuesWhereItBrokeOff() throws Exception {
    Traffic traffic = download(cut(BODY, HALF, "ETag", "\"1\""), ranges(BODY, "\"1\""));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
    assertThat(sink.restarts).isZero();
    assertThat(traffic).isEqualTo(new Traffic(2, BODY.length));
    assertThat(server.seen().getLast().header("If-Range")).isEqualTo("\"1\"");
    assertThat(server.seen().getLast().header("Range")).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void startsOverWhenTheFileHasChanged() throws Exception {
    byte[] changed = BODY.clone();
    changed[0]++;
    download(cut(BODY, HALF, "ETag", "\"1\""), ranges(changed, "\"2\""));
    assertThat(sink.bytes.toByteArray()).isEqualTo(changed);
    assertThat(sink.restarts).isEqualTo(1);
  }

  @Test
  void startsOverWhenTheServerIgnoresRanges() throws Exception {
    download(cut(BODY, HALF, "ETag", "\"1\""), body(BODY));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
    assertThat(sink.restarts).isEqualTo(1);
  }

  @Test
  void startsOverWithoutAStrongValidator() throws Exception {
    download(cut(BODY, HALF, "ETag", "W/\"1\""), ranges(BODY, "W/\"1\""));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
    assertThat(server.seen().getLast().header("Range")).isEqualTo("-");
  }

  @Test
  void distrustsAWrongContentRange() throws Exception {
    HttpHandler wrong =
        e -> {
          e.getResponseHeaders().add("Content-Range", "bytes 0-" + (BODY.length - 1) + "/300000");
          TestServer.answer(e, 206, BODY);
        };
    download(cut(BODY, HALF, "ETag", "\"1\""), wrong, body(BODY));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
    assertThat(sink.restarts).isEqualTo(1);
  }

  @Test
  void startsOverWhenTheRangeCannotBeSatisfied() throws Exception {
    download(cut(BODY, HALF, "ETag", "\"1\""), status(416), body(BODY));
    assertThat(sink.bytes.toByteArray()).isEqualTo(BODY);
  }

  @Test
  void givesUpOnAServerThatAlwaysBreaksOff() {
    assertThatThrownBy(() -> download(cut(BODY, HALF)))
        .isInstanceOfSatisfying(
            HttpFailedException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        HttpProblem.RetriesExhausted.class,
                        p -> {
                          assertThat(p.attempts()).isEqualTo(4);
                          assertThat(p.last()).isInstanceOf(HttpProblem.Broken.class);
                        }));
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void lastsAsLongAsItGetsAhead() throws Exception {
    byte[] large = new byte[9 << 20];
    new Random(8).nextBytes(large);
    HttpHandler oneAndAHalfMore =
        e -> {
          String range = e.getRequestHeaders().getFirst("Range");
          int first = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          e.getResponseHeaders().add("ETag", "\"1\"");
          e.getResponseHeaders()
              .add(
                  "Content-Range",
                  "bytes " + first + "-" + (large.length - 1) + "/" + large.length);
          e.sendResponseHeaders(range == null ? 200 : 206, large.length - first);
          e.getResponseBody().write(large, first, Math.min(3 << 19, large.length - first));
          e.close();
        };
    download(oneAndAHalfMore);
    assertThat(sink.bytes.toByteArray()).isEqualTo(large);
    assertThat(server.seen().size()).isGreaterThan(4);
  }

  @Test
  void passesOnWhatTheSinkThrows() {
    server.on("/f", body(BODY));
    DownloadSink full =
        new DownloadSink() {
          @Override
          public void restart() {}

          @Override
          public void write(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    try (WebClient client =
        new WebClient(HttpSettings.from(Map.of()), Credentials.none(), _ -> {})) {
      assertThatThrownBy(() -> client.download(server.url("/f"), full))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
    assertThat(server.seen()).hasSize(1);
  }
}
