package dev.garboard.http;

/// A package index that the project or its environment names.
///
/// @param name empty for an index without a name
/// @param url as written, with user information if there is any; printed redacted
public record IndexLocation(String name, String url) {

  @Override
  public String toString() {
    return "IndexLocation[name=" + name + ", url=" + new RedactedUrl(url) + "]";
  }
}
