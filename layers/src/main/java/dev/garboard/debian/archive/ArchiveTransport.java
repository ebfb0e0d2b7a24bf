package dev.garboard.debian.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// Fetches what lies at an address. Need not verify anything: whoever reads the bytes does.
public interface ArchiveTransport {

  /// Opens the bytes, or nothing when the server says that there are none at this address. The
  /// caller closes the stream.
  ///
  /// @throws IOException when the server cannot be reached or answers otherwise
  Optional<InputStream> open(URI address) throws IOException;
}
