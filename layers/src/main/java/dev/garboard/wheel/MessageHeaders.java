package dev.garboard.wheel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The headers of METADATA or WHEEL, in file order (core metadata specification; the form is that
/// of electronic mail). The body is left out.
public record MessageHeaders(List<Header> headers) {

  /// A name and its value, unfolded: line breaks of continued values are kept.
  public record Header(String name, String value) {}

  /// Copies.
  public MessageHeaders {
    headers = List.copyOf(headers);
  }

  /// Reads up to the first empty line. Lines that are no header are passed over, as uv does.
  public static MessageHeaders parse(String text) {
    List<Header> headers = new ArrayList<>();
    String name = "";
    StringBuilder value = new StringBuilder();
    for (String line : text.split("\r\n|\n|\r", -1)) {
      if (line.isEmpty()) {
        break;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        value.append('\n').append(line.strip());
        continue;
      }
      put(headers, name, value);
      int colon = line.indexOf(':');
      name = colon < 0 ? "" : line.substring(0, colon);
      value = new StringBuilder(colon < 0 ? "" : line.substring(colon + 1).strip());
    }
    put(headers, name, value);
    return new MessageHeaders(headers);
  }

  private static void put(List<Header> headers, String name, StringBuilder value) {
    if (!name.isEmpty()) {
      headers.add(new Header(name, value.toString().strip()));
    }
  }

  /// The first value of a header, whatever its letters' case.
  public Optional<String> first(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// All values of a header, whatever its letters' case.
  public List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }
}
