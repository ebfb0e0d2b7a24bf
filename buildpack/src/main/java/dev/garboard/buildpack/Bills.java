package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.project.ProjectTable;
import dev.garboard.sbom.Sbom;
import dev.garboard.sbom.SbomFormat;
import dev.garboard.sbom.SbomSubject;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The bills of materials: one for each layer of distributions, which also lists its files, and one
/// for the image. That one does not come back from the previous image and is written anew from the
/// lockfile alone, so that nothing changes it but the lockfile.
final class Bills {
  private final LayersDirectory layers;
  private final Sbom whole;

  /// @param version of the project, empty where it is not known
  Bills(LayersDirectory layers, Choices choices, Selection selection, String version) {
    this.layers = layers;
    SbomSubject subject =
        choices
            .member()
            .declared()
            .map(ProjectTable.Declared::about)
            .map(about -> new SbomSubject(about.name(), version))
            .orElse(new SbomSubject("application", ""));
    this.whole = Sbom.of(subject, selection, Map.of());
  }

  void writeLayer(DependencyLayer layer, LayerFiles files) throws IOException {
    Set<dev.garboard.python.PackageName> names =
        layer.recipe().wheels().stream()
            .map(wheel -> wheel.selected())
            .map(SelectedPackage::name)
            .collect(Collectors.toSet());
    Sbom part = whole.part(new SbomSubject(layer.name(), ""), names).withFiles(files.paths());
    write(layer.name(), part);
  }

  /// The environment's layer has it, too: with it the bill comes back.
  void writeLaunch() throws IOException {
    write("launch", whole);
    write(EnvironmentLayer.NAME, whole);
  }

  /// The image's bill out of the one that came back.
  static void takeOver(LayersDirectory layers) throws IOException {
    for (SbomFormat format : SbomFormat.values()) {
      Files.copy(
          layers.sbom(EnvironmentLayer.NAME, format.extension()),
          layers.sbom("launch", format.extension()),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void write(String subject, Sbom bill) throws IOException {
    for (SbomFormat format : SbomFormat.values()) {
      Files.write(layers.sbom(subject, format.extension()), format.write(bill));
    }
  }
}
