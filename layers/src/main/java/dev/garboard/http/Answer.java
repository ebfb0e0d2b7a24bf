package dev.garboard.http;

import java.io.IOException;
import java.io.InputStream;

/// The answer to a [Message]; close it.
public final class Answer implements AutoCloseable {

  private final Response response;

  Answer(Response response) {
    this.response = response;
  }

  /// Status and headers.
  public ResponseHead head() {
    return response.head();
  }

  /// The status alone.
  public int status() {
    return response.head().status();
  }

  /// The body as it arrives; reading fails when nothing arrives for too long.
  public InputStream body() {
    return response.body();
  }

  /// The first bytes of the body, at most as many as the limit.
  ///
  /// @throws IOException when the connection breaks before
  public byte[] read(int limit) throws IOException {
    return response.body().readNBytes(limit);
  }

  /// Reads a short body to its end so that the connection can be used again.
  @Override
  public void close() {
    response.discard();
  }
}
