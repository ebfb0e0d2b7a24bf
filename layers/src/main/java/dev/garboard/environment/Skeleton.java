package dev.garboard.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The part of an environment that is there before any distribution, and whether it is as it should
/// be.
///
/// @param used where the environment will be used
/// @param prompt what shells show
record Skeleton(VirtualEnvironment environment, Path used, HostPython python, String prompt)
    implements Foundation {
  static final String PLATFORM = "platform";

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("prefix", used.toString());
    facts.put("python", python.version());
    facts.put("executable", python.base().executable());
    facts.put(PLATFORM, python.platformName());
    switch (environment.kind()) {
      case ABSENT, OURS -> facts.put("prompt", prompt);
      case OF_UV, FOREIGN -> facts.put(VirtualEnvironment.ORIGIN, environment.kind().name());
    }
    return facts;
  }

  /// What others made is taken as it is.
  @Override
  public boolean isCurrent(EnvironmentState state) {
    return switch (environment.kind()) {
      case ABSENT -> false;
      case OF_UV, FOREIGN -> true;
      case OURS ->
          state.facts().entrySet().containsAll(facts().entrySet())
              && state.fact("skeleton").equals("whole")
              && Files.exists(environment.interpreter());
    };
  }

  /// After a move or under another Python nothing in it is right any more.
  @Override
  public EnvironmentState outdated(EnvironmentState state) {
    if (state.fact("prefix").equals(used.toString())
        && state.fact("python").equals(python.version())) {
      return state;
    }
    SequencedMap<String, EnvironmentState.Entry> pending = new TreeMap<>();
    state.distributions().forEach((directory, entry) -> pending.put(directory, entry.asPending()));
    return state.with(pending);
  }

  /// Writes it. The state file comes first: a directory that has it is ours to complete.
  @Override
  public void write(EnvironmentState state) throws IOException {
    state.with(Map.of("skeleton", "begun")).write(environment.prefix());
    environment.writeSkeleton(used, python.base(), prompt);
  }
}
