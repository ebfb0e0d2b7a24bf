package dev.garboard.sbom;

import dev.garboard.python.PackageName;
import dev.garboard.selection.DependencyGraph;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A software bill of materials: the distributions that a selection installs, their digests and
/// origins, and how they need each other. Written by [SbomFormat].
public final class Sbom {

  private final SbomSubject subject;
  private final Target target;
  private final List<PackageName> direct;
  private final List<SbomComponent> components;
  private final List<SystemPackage> systemPackages;
  private final List<String> files;

  private Sbom(
      SbomSubject subject,
      Target target,
      List<PackageName> direct,
      List<SbomComponent> components,
      List<SystemPackage> systemPackages,
      List<String> files) {
    this.subject = subject;
    this.target = target;
    this.direct = direct;
    this.components = components;
    this.systemPackages = List.copyOf(systemPackages);
    this.files = List.copyOf(files);
  }

  /// The bill of a whole selection.
  ///
  /// @param licenses of those distributions whose METADATA was at hand
  public static Sbom of(
      SbomSubject subject, Selection selection, Map<PackageName, DeclaredLicense> licenses) {
    DependencyGraph graph = selection.graph();
    Set<PackageName> present = new HashSet<>();
    selection.packages().forEach(selected -> present.add(selected.name()));
    List<SbomComponent> found = new ArrayList<>();
    for (SelectedPackage selected : selection.packages()) {
      SortedSet<PackageName> needs = reach(graph.neededBy(selected.name()), present, graph);
      needs.remove(selected.name());
      DeclaredLicense license =
          licenses.getOrDefault(selected.name(), new DeclaredLicense.Unknown());
      found.add(new SbomComponent(selected, license, List.copyOf(needs)));
    }
    List<PackageName> direct = List.copyOf(reach(graph.roots(), present, graph));
    return new Sbom(subject, selection.target(), direct, List.copyOf(found), List.of(), List.of());
  }

  /// The bill of a part of what this one lists, such as one layer. It asks for all of its
  /// components; edges to other ones are not in it.
  ///
  /// @param names others than those listed here are passed over
  public Sbom part(SbomSubject about, Set<PackageName> names) {
    List<SbomComponent> kept =
        components.stream()
            .filter(component -> names.contains(component.name()))
            .map(component -> component.needingOnly(names))
            .toList();
    return new Sbom(
        about, target, kept.stream().map(SbomComponent::name).toList(), kept, List.of(), List.of());
  }

  /// The same with the paths of files that the subject consists of. CycloneDX has them as
  /// components of type `file`; SPDX asks for a digest of each, and goes without.
  public Sbom withFiles(List<String> paths) {
    return new Sbom(subject, target, direct, components, systemPackages, paths);
  }

  /// The same with packages of the distribution that the subject holds beside its own.
  ///
  /// @param packages each once
  public Sbom withSystemPackages(List<SystemPackage> packages) {
    return new Sbom(subject, target, direct, components, packages, files);
  }

  /// The nearest of `present`: what is not installed itself is replaced by what it needs.
  private static SortedSet<PackageName> reach(
      SortedSet<PackageName> from, Set<PackageName> present, DependencyGraph graph) {
    SortedSet<PackageName> found = new TreeSet<>();
    Set<PackageName> seen = new HashSet<>(from);
    List<PackageName> queue = new ArrayList<>(from);
    for (int i = 0; i < queue.size(); i++) {
      PackageName name = queue.get(i);
      if (present.contains(name)) {
        found.add(name);
      } else {
        graph.neededBy(name).stream().filter(seen::add).forEach(queue::add);
      }
    }
    return found;
  }

  SbomSubject subject() {
    return subject;
  }

  Target target() {
    return target;
  }

  /// The components that the subject itself asks for, sorted.
  List<PackageName> direct() {
    return direct;
  }

  /// Sorted by name.
  List<SbomComponent> components() {
    return components;
  }

  /// In the order given.
  List<SystemPackage> systemPackages() {
    return systemPackages;
  }

  /// In the order given.
  List<String> files() {
    return files;
  }
}
