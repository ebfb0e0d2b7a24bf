package dev.garboard.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes of a known size that can be opened any number of times.
public interface Content {

  /// Number of bytes that [#open] yields.
  long size();

  /// Opens the bytes from the start; the caller closes the stream.
  ///
  /// @throws IOException when the bytes cannot be read; the message names where they lie
  InputStream open() throws IOException;

  /// The SHA-256 digest of the bytes, which are read unless it is known already.
  ///
  /// @throws IOException when the bytes cannot be read
  default Digest sha256() throws IOException {
    return Hashing.sha256(this);
  }

  /// Content held in memory; the array is copied.
  static Content of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Content() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  /// Text in UTF-8.
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A file that must not change while it is in use.
  ///
  /// @throws IOException when the file does not exist
  static Content of(Path file) throws IOException {
    long size = Files.size(file);
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }

  /// All bytes at once, for small content only.
  ///
  /// @throws IOException when the bytes cannot be read
  default byte[] readAll() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }
}
