package dev.garboard.http;

import java.io.IOException;
import java.io.InterruptedIOException;

/// The final response after redirects and authentication; close the body.
///
/// @param url the last one of a chain of redirects
/// @param origin of the credentials that were sent last
record Response(RedactedUrl url, ResponseHead head, BodyStream body, CredentialOrigin origin)
    implements AutoCloseable {

  private static final int SHORT = 1 << 14;

  /// Gives up the body; a short one is read to its end so that the connection can be used again.
  void discard() {
    long length = head.contentLength();
    if (length >= 0 && length <= SHORT) {
      try {
        body.readNBytes((int) length + 1);
      } catch (InterruptedIOException e) {
        // For the next that waits.
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        // The connection is lost; the next request makes another.
        body.close();
      }
    }
    body.close();
  }

  @Override
  public void close() {
    body.close();
  }
}
