package dev.garboard.install;

import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.DistInfo;
import dev.garboard.wheel.EntryPoints;
import dev.garboard.wheel.RecordFile;
import dev.garboard.wheel.RecordVerifier;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelEntry;
import dev.garboard.wheel.WheelException;
import dev.garboard.wheel.WheelProblem;
import java.io.IOException;
import java.util.List;

/// **install**: a wheel and a layout in, a tree out, as uv installs it (binary distribution format,
/// packaging.python.org, "Installing a wheel").
public final class WheelInstaller {

  private WheelInstaller() {}

  /// Installs a wheel. Reads the metadata and the scripts whose first line changes; all other
  /// content stays in the archive until the tree is written.
  ///
  /// @throws WheelException when the wheel is malformed or, if asked for, RECORD is not true
  /// @throws InstallException when its files cannot lie where they belong
  /// @throws IOException when the archive cannot be read
  public static InstalledWheel install(
      WheelArchive archive, InstallLayout layout, InstallOptions options)
      throws IOException, WheelException, InstallException {
    DistInfo distInfo = DistInfo.read(archive);
    RecordFile record = RecordFile.read(archive, distInfo);
    if (options.verifyRecord()) {
      List<WheelProblem> problems = RecordVerifier.verify(archive, distInfo, record);
      if (!problems.isEmpty()) {
        throw new WheelException(archive.filename(), problems);
      }
    }
    EntryPoints entryPoints =
        EntryPoints.read(archive, distInfo).forPythonMinor(layout.pythonMinor());
    RecordFile.Healed healed = record.heal(archive, distInfo);
    TreeAssembly assembly = new TreeAssembly(layout, healed.record().entries());
    archive.warnings().forEach(w -> assembly.warn(new InstallWarning.InWheel(w)));
    distInfo.warnings().forEach(w -> assembly.warn(new InstallWarning.InWheel(w)));
    healed.warnings().forEach(w -> assembly.warn(new InstallWarning.InWheel(w)));

    String dataPrefix = distInfo.dataDirectory() + "/";
    putFiles(archive, assembly, dataPrefix);
    new ScriptInstaller(assembly).install(entryPoints);
    putData(archive, assembly, dataPrefix, entryPoints);
    UnixPath directory = layout.scheme().sitePackages().resolve(distInfo.directory());
    new InstallerMetadata(assembly, directory).write(options);
    return new InstalledWheel(
        assembly.finish(directory.resolve("RECORD"), archive.filename().text()),
        distInfo,
        assembly.warnings());
  }

  private static void putFiles(WheelArchive archive, TreeAssembly assembly, String dataPrefix) {
    UnixPath sitePackages = assembly.layout().scheme().sitePackages();
    for (WheelEntry entry : archive.entries().values()) {
      if (!entry.path().startsWith(dataPrefix)) {
        assembly.put(sitePackages.resolve(entry.path()), entry.content(), entry.executable());
      }
    }
  }

  private static void putData(
      WheelArchive archive, TreeAssembly assembly, String dataPrefix, EntryPoints entryPoints)
      throws IOException {
    DataInstaller installer =
        new DataInstaller(assembly, archive.filename().name().value(), entryPoints);
    for (WheelEntry entry : archive.entries().values()) {
      if (entry.path().startsWith(dataPrefix)) {
        installer.install(entry, entry.path().substring(dataPrefix.length()));
      }
    }
  }
}
