package dev.garboard.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Lets the first request to a host over TLS go ahead of all others: once the host has said that it
/// speaks HTTP/2 they share that connection, where each would open one of its own otherwise, at the
/// price of a handshake that costs more than fetching a small file.
final class FirstContact {

  private final Map<Realm, CountDownLatch> hosts = new ConcurrentHashMap<>();

  /// What one request does once it may go.
  @FunctionalInterface
  interface Request<T> {
    T send() throws HttpFailedException, TransientFailure, InterruptedException;
  }

  /// Sends, after the first answer or failure of this host unless this request is the first.
  <T> T send(URI url, Request<T> request)
      throws HttpFailedException, TransientFailure, InterruptedException {
    Realm host = Realm.of(url);
    if (!host.scheme().equals("https")) {
      return request.send();
    }
    CountDownLatch mine = new CountDownLatch(1);
    CountDownLatch first = hosts.putIfAbsent(host, mine);
    if (first != null) {
      first.await();
      return request.send();
    }
    try {
      return request.send();
    } finally {
      mine.countDown();
    }
  }
}
