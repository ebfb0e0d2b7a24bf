package dev.garboard.python;

/// The build tag of a wheel: a number and what follows it. No tag is below every other.
///
/// @param number -1 when there is no tag
public record BuildTag(long number, String rest) implements Comparable<BuildTag> {

  static BuildTag parse(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == 0) {
      return new BuildTag(-1, text);
    }
    return new BuildTag(Version.number(text, text.substring(0, end)), text.substring(end));
  }

  @Override
  public int compareTo(BuildTag other) {
    int order = Long.compare(number, other.number);
    return order != 0 ? order : rest.compareTo(other.rest);
  }
}
