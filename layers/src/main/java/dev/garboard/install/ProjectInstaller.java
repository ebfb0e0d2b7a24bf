package dev.garboard.install;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.EntryPoint;
import dev.garboard.wheel.EntryPoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Installs a project in place, as an editable installation does (PEP 660): its source stays where
/// it is, a `.pth` file names the roots, and the dist-info and scripts are written from static
/// facts.
public final class ProjectInstaller {

  private static final String WHEEL =
      """
      Wheel-Version: 1.0
      Generator: garboard
      Root-Is-Purelib: true
      Tag: py3-none-any
      """;

  private ProjectInstaller() {}

  /// The tree of an installation in place.
  ///
  /// @param sourceRoots absolute directories that become importable, such as `/app/src`
  /// @throws InstallException when a script cannot lie where it belongs or names no function
  /// @throws IllegalArgumentException when a root has a line break
  public static FileTree installInPlace(
      ProjectFacts facts, List<String> sourceRoots, InstallLayout layout, InstallOptions options)
      throws InstallException, IOException {
    TreeAssembly assembly = new TreeAssembly(layout, List.of());
    if (sourceRoots.stream().anyMatch(root -> root.indexOf('\n') >= 0)) {
      throw new IllegalArgumentException("a source root has a line break: " + sourceRoots);
    }
    assembly.generate(
        layout.scheme().sitePackages().resolve(facts.metadata().distInfoName() + ".pth"),
        String.join("\n", sourceRoots),
        false);
    return finish(assembly, facts, true, options);
  }

  /// Adds dist-info and scripts to what is already there.
  static FileTree finish(
      TreeAssembly assembly, ProjectFacts facts, boolean editable, InstallOptions options)
      throws InstallException, IOException {
    UnixPath directory =
        assembly.layout().scheme().sitePackages().resolve(facts.metadata().distInfoDirectory());
    assembly.generate(directory.resolve("METADATA"), facts.metadata().print(), false);
    assembly.generate(directory.resolve("WHEEL"), WHEEL, false);
    if (!facts.entryPoints().isEmpty()) {
      assembly.generate(directory.resolve("entry_points.txt"), facts.printEntryPoints(), false);
    }
    EntryPoints scripts =
        new EntryPoints(
            scripts(assembly, facts, "console_scripts"), scripts(assembly, facts, "gui_scripts"));
    new ScriptInstaller(assembly).install(scripts);
    String directUrl = new DirectUrl.Directory(facts.directory(), editable).json();
    new InstallerMetadata(assembly, directory).write(options.withDirectUrl(directUrl));
    assembly.listRecord(directory.resolve("RECORD"));
    return assembly.finish(directory.resolve("RECORD"), facts.directory());
  }

  private static List<EntryPoint> scripts(TreeAssembly assembly, ProjectFacts facts, String group) {
    List<EntryPoint> scripts = new ArrayList<>();
    for (Map.Entry<String, String> script : facts.group(group).entrySet()) {
      EntryPoint.parse(script.getKey(), script.getValue())
          .ifPresentOrElse(
              scripts::add,
              () ->
                  assembly.problem(
                      new InstallProblem.NotAFunction(script.getKey(), script.getValue())));
    }
    return scripts;
  }
}
