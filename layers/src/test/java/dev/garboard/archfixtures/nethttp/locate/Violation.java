package dev.garboard.archfixtures.nethttp.locate;

final class Violation {
  static final Class<?> USED = java.net.http.HttpClient.class;

  private Violation() {}
}
