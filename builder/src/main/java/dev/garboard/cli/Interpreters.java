package dev.garboard.cli;

import dev.garboard.base.BaseContents;
import dev.garboard.build.OpenedBase;
import dev.garboard.bytecode.HostInterpreters;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.bytecode.InterpreterCheck;
import dev.garboard.bytecode.UnpackedInterpreter;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.words.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds a CPython of the image's very version that this machine can run: the base's own, that of
/// the base's variant for this machine's processor, or one on the search path.
final class Interpreters {

  private static final Map<String, String> MACHINES = Map.of("amd64", "x86_64", "arm64", "aarch64");

  private final Session session;
  private final Bases bases;
  private final BaseContents contents;

  /// A finder.
  ///
  /// @param store keeps unpacked interpreters
  Interpreters(Session session, Bases bases, Store store) {
    this.session = session;
    this.bases = bases;
    this.contents = new BaseContents(store);
  }

  Optional<Interpreter> find(OpenedBase base)
      throws Failure.FailureException, StageException, IOException, InterruptedException {
    Optional<Interpreter> own = ofBase(base);
    return own.isPresent() ? own : onPath(base);
  }

  private Optional<Interpreter> ofBase(OpenedBase base)
      throws Failure.FailureException, StageException, IOException, InterruptedException {
    BaseImage variant;
    try {
      variant = bases.open(base.name(), "linux/" + session.architecture());
    } catch (AssemblyException e) {
      // No variant for this machine: bytecode then needs a host's interpreter.
      return Optional.empty();
    }
    String machine = MACHINES.getOrDefault(session.architecture(), session.architecture());
    if (!(variant instanceof BaseImage.Existing existing) || !runsLinux()) {
      return Optional.empty();
    }
    Optional<Interpreter> interpreter =
        UnpackedInterpreter.of(
            contents.interpreter(existing),
            base.python().path(),
            base.target().pythonFull(),
            machine);
    return interpreter.isPresent() && isRight(interpreter.get()) ? interpreter : Optional.empty();
  }

  private static boolean runsLinux() {
    return Files.isDirectory(Path.of("/proc/self"));
  }

  private Optional<Interpreter> onPath(OpenedBase base) throws InterruptedException {
    List<Path> directories =
        Arrays.stream(session.variable("PATH").split(":", -1))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .toList();
    return HostInterpreters.find(directories, base.target().pythonFull());
  }

  private static boolean isRight(Interpreter interpreter) throws InterruptedException {
    return InterpreterCheck.version(interpreter).equals(interpreter.version());
  }
}
