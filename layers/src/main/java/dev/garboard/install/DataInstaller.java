package dev.garboard.install;

import dev.garboard.content.Content;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.EntryPoint;
import dev.garboard.wheel.EntryPoints;
import dev.garboard.wheel.WheelEntry;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Installs what lies in a wheel's `.data` directory into the other places of the scheme.
final class DataInstaller {

  private final TreeAssembly assembly;
  private final String distribution;
  private final Set<String> entryPointNames;

  /// @param distribution the normalised name, with dashes
  DataInstaller(TreeAssembly assembly, String distribution, EntryPoints entryPoints) {
    this.assembly = assembly;
    this.distribution = distribution;
    this.entryPointNames =
        Stream.concat(entryPoints.consoleScripts().stream(), entryPoints.guiScripts().stream())
            .map(EntryPoint::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Installs one file.
  ///
  /// @param relative its path below the `.data` directory
  void install(WheelEntry entry, String relative) throws IOException {
    InstallScheme scheme = assembly.layout().scheme();
    int slash = relative.indexOf('/');
    String part = slash < 0 ? "" : relative.substring(0, slash);
    String rest = relative.substring(slash + 1);
    switch (part) {
      case "data" -> move(entry, scheme.data().resolve(rest));
      case "headers" -> move(entry, scheme.include().resolve(distribution).resolve(rest));
      case "purelib", "platlib" -> move(entry, scheme.sitePackages().resolve(rest));
      case "scripts" -> script(entry, rest);
      default -> assembly.problem(new InstallProblem.UnknownDataPart(entry.path()));
    }
  }

  private void move(WheelEntry entry, UnixPath target) {
    UnixPath scripts = assembly.layout().scheme().scripts();
    if (target.parent().equals(scripts)) {
      ScriptNames.check(target.name()).ifPresent(assembly::problem);
    }
    assembly.put(target, entry.content(), entry.executable());
    assembly.moved(entry.path(), target);
  }

  private void script(WheelEntry entry, String name) throws IOException {
    if (name.indexOf('/') >= 0) {
      assembly.problem(new InstallProblem.DirectoryInScripts(entry.path()));
      return;
    }
    if (entryPointNames.contains(launcherName(name))) {
      assembly.warn(new InstallWarning.ShadowedScript(name));
      return;
    }
    Optional<InstallProblem> problem = ScriptNames.check(name);
    if (problem.isPresent()) {
      assembly.problem(problem.get());
      return;
    }
    if (ScriptNames.isActivation(name)) {
      assembly.warn(new InstallWarning.ActivationScript(name));
    }
    UnixPath target = assembly.layout().scheme().scripts().resolve(name);
    Optional<Content> rewritten =
        ScriptRewriter.rewrite(entry.content(), assembly.layout().interpreter());
    assembly.put(target, rewritten.orElse(entry.content()), true);
    if (rewritten.isPresent()) {
      assembly.rewritten(entry.path(), target, rewritten.get());
    } else {
      assembly.moved(entry.path(), target);
    }
  }

  private static String launcherName(String name) {
    for (String suffix : new String[] {".exe", "-script.py", ".pya"}) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
