package dev.garboard.environment;

import java.io.IOException;
import java.util.Map;

/// What distributions are installed on top of.
sealed interface Foundation permits Skeleton, SharedPrefix {

  /// What the environment's own file says of it.
  Map<String, String> facts();

  /// Whether it is as it should be.
  boolean isCurrent(EnvironmentState state);

  /// The state without what cannot be right any more.
  EnvironmentState outdated(EnvironmentState state);

  /// Makes it as it should be.
  void write(EnvironmentState state) throws IOException;
}
