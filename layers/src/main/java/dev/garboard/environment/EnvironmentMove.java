package dev.garboard.environment;

import dev.garboard.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves environments, and repairs those that somebody else moved: scripts name the interpreter by
/// its path, so what names a path is written anew from the store. Needs no lockfile and no network.
public final class EnvironmentMove {

  private final UnpackedWheels unpacked;
  private final PythonQuery query;

  /// Takes distributions from this directory of unpacked wheels.
  public EnvironmentMove(Path store, PythonQuery query) {
    this.unpacked = new UnpackedWheels(store);
    this.query = query;
  }

  /// Moves an environment and makes it right at its new place.
  ///
  /// @param facts what changes beside the place
  /// @throws EnvironmentException when something is there, or the store no longer has what is
  ///   needed; nothing was changed then
  public StoredEnvironment move(StoredEnvironment environment, Path to, Map<String, String> facts)
      throws EnvironmentException, IOException, InterruptedException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new EnvironmentException(new EnvironmentProblem.Occupied(to));
    }
    distributions(environment);
    Path parent = to.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.move(environment.prefix(), to);
    EnvironmentState state = EnvironmentState.read(to).with(facts);
    state.write(to);
    StoredEnvironment moved = new StoredEnvironment(to, state);
    repair(moved);
    return StoredEnvironment.open(to);
  }

  /// Writes all that names the environment's path anew. A run that is cut short can be repeated.
  ///
  /// @throws EnvironmentException when the store no longer has what is needed
  public void repair(StoredEnvironment environment)
      throws EnvironmentException, IOException, InterruptedException {
    List<UnpackedWheel> wheels = distributions(environment);
    EnvironmentState state = environment.state();
    HostPython python = query.ask(Path.of(state.fact("executable")));
    VirtualEnvironment at = VirtualEnvironment.at(environment.prefix());
    at.writeSkeleton(at.prefix(), python.base(), state.fact("prompt"));
    EnvironmentPaths paths =
        EnvironmentPaths.venv(at.prefix(), python.minor(), python.freeThreaded());
    FilePlacer placer = new FilePlacer(LinkMode.COPY, at.prefix());
    for (UnpackedWheel wheel : wheels) {
      new DistributionInstaller(paths, placer).rewrite(wheel);
    }
    state.with(Map.of("prefix", at.prefix().toString())).write(at.prefix());
  }

  private List<UnpackedWheel> distributions(StoredEnvironment environment)
      throws EnvironmentException, IOException {
    List<UnpackedWheel> wheels = new ArrayList<>();
    for (EnvironmentState.Entry entry : environment.state().distributions().values()) {
      Optional<UnpackedWheel> wheel =
          unpacked.find(Digest.parse("sha256:" + entry.key().replaceFirst("\\+.*", "")));
      if (wheel.isEmpty() || entry.pending()) {
        throw new EnvironmentException(
            new EnvironmentProblem.NotStored(environment.prefix(), entry.name()));
      }
      wheels.add(wheel.get());
    }
    return wheels;
  }
}
