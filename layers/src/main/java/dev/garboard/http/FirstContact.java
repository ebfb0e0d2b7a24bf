package dev.garboard.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets the first request to a host over TLS go ahead of all others: once the host has said that it
/// speaks HTTP/2 they share that connection, where each would open one of its own otherwise, at the
/// price of a handshake that costs more than fetching a small file.
final class FirstContact {

  /// How long others wait for the first answer. Longer than a handshake and an answer take; a host
  /// that is slower costs those who no longer wait a handshake each, which is little beside that.
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Duration patience;
  private final Map<Realm, CountDownLatch> hosts = new ConcurrentHashMap<>();

  FirstContact(Duration patience) {
    this.patience = patience;
  }

  /// What one request does once it may go.
  @FunctionalInterface
  interface Request<T> {
    T send() throws HttpFailedException, TransientFailure, InterruptedException;
  }

  /// Sends; unless this request is the host's first, it waits until that one has its answer, has
  /// failed, or has kept somebody waiting for too long.
  <T> T send(URI url, Request<T> request)
      throws HttpFailedException, TransientFailure, InterruptedException {
    Realm host = Realm.of(url);
    if (!host.scheme().equals("https")) {
      return request.send();
    }
    CountDownLatch mine = new CountDownLatch(1);
    CountDownLatch first = hosts.putIfAbsent(host, mine);
    if (first != null) {
      if (!first.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        // Too slow for one is too slow for all.
        first.countDown();
      }
      return request.send();
    }
    try {
      return request.send();
    } finally {
      mine.countDown();
    }
  }
}
