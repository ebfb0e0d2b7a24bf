package dev.garboard.http;

/// Cuts a netrc file into words; a word in double quotes may hold blanks and backslash escapes.
final class NetrcTokens {

  private final String text;
  private int position;
  private int start;
  private String current = "";

  NetrcTokens(String text) {
    this.text = text;
  }

  String current() {
    return current;
  }

  /// The line of the current word, counted from 1.
  int line() {
    return 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  boolean advance() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    start = position;
    if (position >= text.length()) {
      return false;
    }
    current = text.charAt(position) == '"' ? quoted() : plain();
    return true;
  }

  String required() throws NetrcFile.MalformedException {
    int line = line();
    if (!advance()) {
      throw new NetrcFile.MalformedException(line);
    }
    return current;
  }

  void stepBack() {
    position = start;
  }

  void skipLine() {
    int end = text.indexOf('\n', start);
    position = end < 0 ? text.length() : end;
  }

  /// A macro lasts until an empty line.
  void skipMacro() {
    int end = text.indexOf("\n\n", start);
    position = end < 0 ? text.length() : end;
  }

  private String plain() {
    StringBuilder word = new StringBuilder();
    while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
      word.append(escaped());
    }
    return word.toString();
  }

  private String quoted() {
    StringBuilder word = new StringBuilder();
    position++;
    while (position < text.length() && text.charAt(position) != '"') {
      word.append(escaped());
    }
    position++;
    return word.toString();
  }

  private char escaped() {
    if (text.charAt(position) == '\\' && position + 1 < text.length()) {
      position++;
    }
    return text.charAt(position++);
  }
}
