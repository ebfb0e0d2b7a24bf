package dev.garboard.debian.packages;

/// A package version, `[epoch:]upstream[-revision]` (Debian Policy §5.6.12), ordered as `dpkg`
/// does. Texts that differ may compare as equal (`1.0` and `1.0-0`), so the order is not consistent
/// with [#equals].
public record DebianVersion(String text) implements Comparable<DebianVersion> {

  /// Validates.
  ///
  /// @throws IllegalArgumentException when the text is empty, has blanks or an epoch that is no
  ///   number
  public DebianVersion {
    if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("not a Debian version: `" + text + "`");
    }
    int colon = text.indexOf(':');
    if (colon == 0
        || colon == text.length() - 1
        || (colon > 0 && !text.substring(0, colon).chars().allMatch(DebianVersion::isDigit))) {
      throw new IllegalArgumentException("not a Debian version: `" + text + "`");
    }
  }

  /// The part between epoch and revision.
  public String upstream() {
    String rest = text.substring(text.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  /// The part after the last hyphen; empty when there is none.
  public String revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  private String epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? "" : text.substring(0, colon);
  }

  @Override
  public int compareTo(DebianVersion other) {
    int byEpoch = comparePart(epoch(), other.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = comparePart(upstream(), other.upstream());
    return byUpstream != 0 ? byUpstream : comparePart(revision(), other.revision());
  }

  /// Compares alternating stretches of non-digits (letters before all else, `~` before even the
  /// end) and of digits (as numbers of any length).
  private static int comparePart(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() || j < right.length()) {
      while (isText(left, i) || isText(right, j)) {
        int difference = Integer.compare(weight(left, i), weight(right, j));
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int leftEnd = endOfDigits(left, i);
      int rightEnd = endOfDigits(right, j);
      int difference = compareNumbers(left.substring(i, leftEnd), right.substring(j, rightEnd));
      if (difference != 0) {
        return difference;
      }
      i = leftEnd;
      j = rightEnd;
    }
    return 0;
  }

  private static int compareNumbers(String left, String right) {
    String a = withoutLeadingZeros(left);
    String b = withoutLeadingZeros(right);
    int byLength = Integer.compare(a.length(), b.length());
    return byLength != 0 ? byLength : a.compareTo(b);
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static boolean isText(String text, int at) {
    return at < text.length() && !isDigit(text.charAt(at));
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c : c + 256;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return text;
  }
}
