package dev.garboard.environment;

import java.io.IOException;
import java.util.Map;

/// A prefix or directory that is taken as it is.
record SharedPrefix(EnvironmentPaths paths, HostPython python) implements Foundation {

  @Override
  public Map<String, String> facts() {
    return Map.of("prefix", paths.prefix().toString(), "python", python.version());
  }

  @Override
  public boolean isCurrent(EnvironmentState state) {
    return state.fact("prefix").equals(paths.prefix().toString());
  }

  @Override
  public EnvironmentState outdated(EnvironmentState state) {
    return state;
  }

  @Override
  public void write(EnvironmentState state) throws IOException {
    state.write(paths.prefix());
  }
}
