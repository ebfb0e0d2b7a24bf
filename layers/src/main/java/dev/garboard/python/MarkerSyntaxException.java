package dev.garboard.python;

/// A text that is not an environment marker.
public final class MarkerSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String marker;
  private final int offset;

  /// Says what was expected where.
  ///
  /// @param offset where it went wrong, in characters from the start of the marker
  MarkerSyntaxException(String marker, int offset, String expected) {
    super(expected + " at character " + (offset + 1) + " of `" + marker + "`");
    this.marker = marker;
    this.offset = offset;
  }

  /// The whole text.
  public String marker() {
    return marker;
  }

  /// Where it went wrong, in characters from the start.
  public int offset() {
    return offset;
  }
}
