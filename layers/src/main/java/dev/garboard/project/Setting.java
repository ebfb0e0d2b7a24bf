package dev.garboard.project;

/// A key of a settings table that may be absent; absent differs from empty.
public sealed interface Setting<T> {

  /// The key is not there.
  record Unset<T>() implements Setting<T> {}

  /// The key is there.
  record Given<T>(T value, SourcePosition where) implements Setting<T> {}

  /// The value, or a fallback where the key is absent.
  default T or(T fallback) {
    return switch (this) {
      case Unset<T>() -> fallback;
      case Given<T>(T value, _) -> value;
    };
  }

  /// This setting where it is given, else the other: the nearer table wins.
  default Setting<T> orElse(Setting<T> other) {
    return this instanceof Given<T> ? this : other;
  }
}
