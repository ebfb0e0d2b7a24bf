package dev.garboard.debian.base;

/// How the dynamic loader orders library names: runs of digits as numbers, after all else. Must be
/// the very order that the loader's binary search assumes.
final class LibraryName {

  private LibraryName() {}

  static int compare(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length()) {
      int a = left.charAt(i);
      int b = j < right.length() ? right.charAt(j) : 0;
      boolean digits = isDigit(a) && isDigit(b);
      if (digits) {
        int leftEnd = endOfDigits(left, i);
        int rightEnd = endOfDigits(right, j);
        // Wraps as the loader's own arithmetic does.
        int difference = Integer.compare(number(left, i, leftEnd), number(right, j, rightEnd));
        if (difference != 0) {
          return difference;
        }
        i = leftEnd;
        j = rightEnd;
      } else if (isDigit(a) != isDigit(b)) {
        return isDigit(a) ? 1 : -1;
      } else if (a != b) {
        return Integer.compare(a, b);
      } else {
        i++;
        j++;
      }
    }
    return j < right.length() ? -1 : 0;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
