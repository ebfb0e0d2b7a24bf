package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.project.ProjectTable;
import dev.garboard.python.PackageName;
import dev.garboard.sbom.Sbom;
import dev.garboard.sbom.SbomFormat;
import dev.garboard.sbom.SbomSubject;
import dev.garboard.sbom.SystemPackage;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The bills of materials: one for each layer of distributions, which also lists its files, one for
/// the interpreter's layer and one for the image. That one does not come back from the previous
/// image and is written anew, from the lockfile and what the layers' metadata say: it is the same
/// whether they were made or stayed.
final class Bills {
  private final LayersDirectory layers;
  private final SbomSubject application;
  private final Selection selection;

  /// @param version of the project, empty where it is not known
  Bills(LayersDirectory layers, Choices choices, Selection selection, String version) {
    this.layers = layers;
    this.selection = selection;
    this.application =
        choices
            .member()
            .declared()
            .map(ProjectTable.Declared::about)
            .map(about -> new SbomSubject(about.name(), version))
            .orElse(new SbomSubject("application", ""));
  }

  void writeLayer(DependencyLayer layer, LayerContents contents) throws IOException {
    Set<PackageName> names =
        layer.recipe().wheels().stream()
            .map(wheel -> wheel.selected())
            .map(SelectedPackage::name)
            .collect(Collectors.toSet());
    Sbom part = whole(contents.licenses()).part(new SbomSubject(layer.name(), ""), names);
    write(layer.name(), part.withFiles(contents.files().paths()));
  }

  void writePython(List<PythonLayer> made) throws IOException {
    Sbom empty = whole(Licenses.parse("")).part(new SbomSubject(PythonLayer.NAME, ""), Set.of());
    for (PythonLayer layer : made) {
      write(PythonLayer.NAME, empty.withSystemPackages(layer.packages()));
    }
  }

  /// The environment's layer has it, too: with it the bill comes back.
  ///
  /// @param pythons the interpreter's layer, where there is one
  void writeLaunch(Licenses licenses, List<PythonLayer> pythons) throws IOException {
    List<SystemPackage> packages =
        pythons.stream().flatMap(layer -> layer.packages().stream()).toList();
    Sbom image = whole(licenses).withSystemPackages(packages);
    write("launch", image);
    write(EnvironmentLayer.NAME, image);
  }

  private Sbom whole(Licenses licenses) {
    return Sbom.of(application, selection, licenses.byName());
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
