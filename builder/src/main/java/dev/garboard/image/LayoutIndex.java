package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Index;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses one manifest of a layout: by tag first, then by platform, through nested indexes.
record LayoutIndex(String location, LayoutFiles files, DocumentReader reader) {

  /// The annotation that holds an image's tag, or its whole name.
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /// The annotation in which containerd and BuildKit keep an image's whole name.
  static final String CONTAINERD_NAME = "io.containerd.image.name";

  /// Reads a document of the layout and verifies its digest.
  @FunctionalInterface
  interface DocumentReader {
    byte[] read(LayoutFiles files, Descriptor descriptor) throws AssemblyException, IOException;
  }

  Descriptor find(String tag, Platform platform)
      throws AssemblyException, OciException, IOException {
    Optional<Content> document = files.file("index.json");
    if (document.isEmpty()) {
      throw problem(
          new AssemblyProblem.BaseUnreadable(location, "no index.json: not an OCI image layout"));
    }
    Index index = Index.parse("index.json", document.get().readAll());
    List<Descriptor> named =
        index.manifests().stream().filter(d -> tag.isEmpty() || isNamed(d, tag)).toList();
    if (named.isEmpty()) {
      throw problem(new AssemblyProblem.BaseTagMissing(location, tag, names(index.manifests())));
    }
    List<Descriptor> fitting = new ArrayList<>();
    List<Platform> offered = new ArrayList<>();
    collect(named, platform, fitting, offered);
    if (fitting.isEmpty()) {
      throw problem(new AssemblyProblem.BasePlatformMissing(location, platform, offered));
    }
    if (fitting.stream().map(Descriptor::digest).distinct().count() > 1) {
      throw problem(new AssemblyProblem.BaseAmbiguous(location, names(fitting)));
    }
    return fitting.getFirst();
  }

  private void collect(
      List<Descriptor> entries, Platform wanted, List<Descriptor> fitting, List<Platform> offered)
      throws AssemblyException, OciException, IOException {
    for (Descriptor entry : entries) {
      if (entry.mediaType().isIndex()) {
        Index nested = Index.parse("index", reader.read(files, entry));
        collect(withName(nested.manifests(), entry), wanted, fitting, offered);
      } else if (entry.mediaType().isManifest()) {
        Optional<Platform> platform = entry.platform();
        platform.ifPresent(offered::add);
        if (platform.isEmpty() || wanted.accepts(platform.get())) {
          fitting.add(entry);
        }
      }
    }
  }

  /// What lies in a nested index bears the name of that index.
  private static List<Descriptor> withName(List<Descriptor> entries, Descriptor index) {
    return entries.stream()
        .map(d -> d.annotations().isEmpty() ? d.withAnnotations(index.annotations()) : d)
        .toList();
  }

  private static boolean isNamed(Descriptor descriptor, String tag) {
    String name = descriptor.annotations().getOrDefault(REF_NAME, "");
    String full = descriptor.annotations().getOrDefault(CONTAINERD_NAME, "");
    return name.equals(tag) || full.equals(tag);
  }

  private static List<String> names(List<Descriptor> descriptors) {
    return descriptors.stream()
        .map(d -> d.annotations().getOrDefault(REF_NAME, d.digest().toString()))
        .toList();
  }

  /// The image's full name, normalised; empty when the layout has only a tag for it, or nothing.
  static String imageName(Descriptor descriptor) {
    String full = descriptor.annotations().getOrDefault(CONTAINERD_NAME, "");
    String name = full.isEmpty() ? descriptor.annotations().getOrDefault(REF_NAME, "") : full;
    try {
      boolean whole = name.indexOf('/') >= 0 || name.indexOf(':') >= 0;
      return whole ? ImageReference.parse(name).toString() : "";
    } catch (OciException e) {
      return "";
    }
  }

  private static AssemblyException problem(AssemblyProblem problem) {
    return new AssemblyException(problem);
  }
}
