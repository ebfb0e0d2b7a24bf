package dev.garboard.install;

import dev.garboard.wheel.EntryPoint;
import dev.garboard.wheel.EntryPoints;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes the launchers of entry points.
final class ScriptInstaller {

  private final TreeAssembly assembly;

  ScriptInstaller(TreeAssembly assembly) {
    this.assembly = assembly;
  }

  void install(EntryPoints entryPoints) throws IOException {
    install(entryPoints.consoleScripts());
    // On POSIX a gui script is the same file; one of the same name comes later and wins.
    install(entryPoints.guiScripts());
  }

  private void install(List<EntryPoint> scripts) throws IOException {
    InstallLayout layout = assembly.layout();
    for (EntryPoint script : scripts) {
      Optional<InstallProblem> problem = ScriptNames.check(script.name());
      if (problem.isPresent()) {
        assembly.problem(problem.get());
        continue;
      }
      if (ScriptNames.isActivation(script.name())) {
        assembly.warn(new InstallWarning.ActivationScript(script.name()));
      }
      assembly.generate(
          layout.scheme().scripts().resolve(script.name()),
          Launcher.script(script, layout.interpreter()),
          true);
    }
  }
}
