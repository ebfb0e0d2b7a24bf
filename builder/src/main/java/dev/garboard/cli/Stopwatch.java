package dev.garboard.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long each stage took, for people and reports; nothing that is built depends on it.
final class Stopwatch {

  private final InstantSource clock;
  private final Map<String, Long> milliseconds = new LinkedHashMap<>();
  private Instant last;

  Stopwatch(InstantSource clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  /// Books the time since the last lap to this stage.
  void lap(String stage) {
    Instant now = clock.instant();
    milliseconds.merge(stage, Duration.between(last, now).toMillis(), Long::sum);
    last = now;
  }

  /// Milliseconds by stage, in the order in which stages first ended.
  Map<String, Object> milliseconds() {
    return new LinkedHashMap<>(milliseconds);
  }
}
