package dev.garboard.pipeline;

import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstalledWheel;
import dev.garboard.install.WheelInstaller;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.python.PackageName;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Installs the distributions of one layer, with bytecode where an interpreter is given.
public final class WheelLayers implements AutoCloseable {

  private final InstallLayout layout;
  private final Path work;
  private final List<BytecodeCompiler> compiler;

  private WheelLayers(InstallLayout layout, Path work, List<BytecodeCompiler> compiler) {
    this.layout = layout;
    this.work = work;
    this.compiler = compiler;
  }

  /// Layers without bytecode. Nothing is written below `work`.
  public static WheelLayers sourcesOnly(InstallLayout layout, Path work) {
    return new WheelLayers(layout, work, List.of());
  }

  /// Layers with bytecode.
  ///
  /// @param work an existing directory for what lives as long as a layer is being written
  public static WheelLayers compiled(InstallLayout layout, Path work, BytecodeCompiler compiler) {
    return new WheelLayers(layout, work, List.of(compiler));
  }

  OpenLayer open(List<WheelToInstall> wheels, Map<PackageName, LocatedWheel> located, BuildLog log)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    OpenLayer layer = new OpenLayer();
    try {
      for (WheelToInstall wheel : wheels) {
        install(wheel, located, layer, log);
      }
    } catch (Throwable e) {
      layer.close();
      throw e;
    }
    PathConflicts.within(wheels, layer.trees(), log);
    return layer;
  }

  private void install(
      WheelToInstall wheel, Map<PackageName, LocatedWheel> located, OpenLayer layer, BuildLog log)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    LocatedWheel file = located.get(wheel.selected().name());
    if (file == null) {
      throw new IllegalStateException("not located: " + wheel.selected().name());
    }
    WheelArchive archive = WheelArchive.open(file.file(), file.filename());
    layer.keep(archive);
    InstalledWheel installed = WheelInstaller.install(archive, layout, wheel.options());
    installed
        .warnings()
        .forEach(w -> log.warning(new BuildWarning.InWheel(file.filename().text(), w)));
    FileTree tree = installed.tree();
    layer.addNeeds(LibraryNeeds.of(wheel.selected().name(), file.filename(), tree));
    for (BytecodeCompiler each : compiler) {
      Path directory = Files.createTempDirectory(work, "bytecode-");
      layer.keep(directory);
      UnixPath site = layout.scheme().sitePackages();
      FileTree bytecode = each.compile(tree, site, directory);
      tree = FileTree.merge(List.of(tree, bytecode)).tree();
    }
    layer.add(tree);
  }

  /// Ends the processes that compiled.
  @Override
  public void close() throws IOException {
    for (BytecodeCompiler each : compiler) {
      each.close();
    }
  }
}
