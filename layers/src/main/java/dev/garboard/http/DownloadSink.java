package dev.garboard.http;

import java.io.IOException;

/// Takes the bytes of a download in order.
public interface DownloadSink {

  /// Forgets all bytes so far: the server starts over.
  ///
  /// @throws IOException when that is not possible; it ends the download
  void restart() throws IOException;

  /// Takes the next bytes.
  ///
  /// @throws IOException when they cannot be kept; it ends the download
  void write(byte[] buffer, int offset, int length) throws IOException;
}
