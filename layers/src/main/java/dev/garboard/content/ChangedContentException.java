package dev.garboard.content;

import java.io.IOException;

/// Thrown at the end of a content whose file changed since its digest was told: the bytes that were
/// handed out may be those of neither the one nor the other.
public final class ChangedContentException extends IOException {

  /// @param file that changed
  public ChangedContentException(String file) {
    super(file + " changed while it was read");
  }
}
