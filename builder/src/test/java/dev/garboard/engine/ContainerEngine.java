package dev.garboard.engine;

import dev.garboard.engine.Command.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// An engine that loads archives and runs images, by its command line.
public interface ContainerEngine extends AutoCloseable {
  /// What every test container gets: no network, a read-only root, an unknown user, no
  /// capabilities.
  List<String> CONFINED =
      List.of("--network", "none", "--read-only", "--user", "65532:65532", "--cap-drop", "ALL");

  /// The engine's command with the options that make it talk to this instance.
  List<String> client();

  /// Options that this engine needs for each container on a plain machine.
  List<String> runOptions();

  @Override
  void close();

  /// Loads an archive and returns the image's name or id.
  default String load(Path archive) {
    String last = call("load", "-q", "-i", archive.toString()).success().lines().toList().getLast();
    return last.replaceFirst("^Loaded image( ID|s|\\(s\\))?: *", "");
  }

  /// Runs a container to its end; `options` come before the image, as on the command line.
  default Outcome run(String image, List<String> options, String... command) {
    return call(
        Stream.of(List.of("run", "--rm"), runOptions(), options, List.of(image), List.of(command))
            .flatMap(Collection::stream)
            .toArray(String[]::new));
  }

  /// Starts a container in the background and returns its id; ended by [#remove].
  default String start(String image, List<String> options, String... command) {
    return call(Stream.of(
                List.of("run", "-d"), runOptions(), options, List.of(image), List.of(command))
            .flatMap(Collection::stream)
            .toArray(String[]::new))
        .success();
  }

  default Outcome exec(String container, String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", container));
    arguments.addAll(List.of(command));
    return call(arguments.toArray(String[]::new));
  }

  default String logs(String container) {
    Outcome outcome = call("logs", container);
    return outcome.out() + outcome.err();
  }

  default void remove(String container) {
    call("rm", "-f", container).success();
  }

  default Outcome call(String... arguments) {
    List<String> command = new ArrayList<>(client());
    command.addAll(List.of(arguments));
    return Command.run(command);
  }
}
