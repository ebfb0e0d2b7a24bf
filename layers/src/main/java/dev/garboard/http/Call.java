package dev.garboard.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// One request to make, before redirects and authentication.
record Call(String method, URI url, Map<String, String> headers) {

  Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, url, Map.copyOf(more));
  }

  RedactedUrl printable() {
    return RedactedUrl.of(url);
  }

  @Override
  public String toString() {
    return method + " " + printable();
  }
}
