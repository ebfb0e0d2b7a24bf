package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.DownloadSink;
import dev.garboard.store.BlobWriter;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Passes bytes on to the store while computing, once, the digests that the lock names and the one
/// that the store does.
final class VerifyingSink implements DownloadSink {

  private final WantedFile wanted;
  private final BlobWriter writer;
  private final LocateListener listener;
  private final Map<Digest.Algorithm, MessageDigest> states = new EnumMap<>(Digest.Algorithm.class);
  private long hashed;

  VerifyingSink(WantedFile wanted, BlobWriter writer, LocateListener listener) {
    this.wanted = wanted;
    this.writer = writer;
    this.listener = listener;
    states.put(Digest.Algorithm.SHA256, Hashing.newSha256());
    for (Digest digest : wanted.digests()) {
      states.computeIfAbsent(digest.algorithm(), Hashing::newState);
    }
  }

  @Override
  public void restart() throws IOException {
    writer.restart();
    states.values().forEach(MessageDigest::reset);
    hashed = 0;
    listener.advanced(wanted.name(), wanted.filename(), 0);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    writer.write(buffer, offset, length);
    states.values().forEach(state -> state.update(buffer, offset, length));
    hashed += length;
    listener.advanced(wanted.name(), wanted.filename(), writer.size());
  }

  /// The digests of all bytes, SHA-256 and one for each other algorithm of the lock; ends the
  /// computation.
  List<Digest> finish() {
    List<Digest> actual = new ArrayList<>();
    states.forEach((algorithm, state) ->
        actual.add(new Digest(algorithm, HexFormat.of().formatHex(state.digest()))));
    return actual;
  }

  /// Whether these bytes are the wanted ones; without digests in the lock, any are.
  boolean accepts(List<Digest> actual) {
    if (wanted.digests().isEmpty()) {
      return true;
    }
    return wanted.strict()
        ? actual.containsAll(wanted.digests())
        : wanted.digests().stream().anyMatch(actual::contains);
  }

  /// Makes the bytes visible in the store under the digest that [#finish] found.
  ///
  /// @throws IllegalStateException when the store was given other bytes than these
  BlobWriter.Stored commit(List<Digest> actual) throws IOException {
    Digest sha256 =
        actual.stream()
            .filter(digest -> digest.algorithm() == Digest.Algorithm.SHA256)
            .findFirst()
            .orElseThrow();
    return writer.commit(sha256, hashed);
  }
}
