package dev.garboard.sbom;

import dev.garboard.content.Digest;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import dev.garboard.selection.WheelTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A bill of materials as CycloneDX 1.6. Left out on purpose, as they would differ from run to run:
/// serial number, timestamp, version of the tool.
final class CycloneDxWriter {

  private static final String SUBJECT = "subject";

  private final Map<PackageName, String> references = new HashMap<>();

  private CycloneDxWriter(Sbom sbom) {
    sbom.components().forEach(c -> references.put(c.name(), c.purl()));
  }

  static Map<String, Object> document(Sbom sbom) {
    CycloneDxWriter writer = new CycloneDxWriter(sbom);
    return Map.of(
        "bomFormat",
        "CycloneDX",
        "specVersion",
        "1.6",
        "version",
        1,
        "metadata",
        metadata(sbom),
        "components",
        components(sbom),
        "dependencies",
        writer.dependencies(sbom));
  }

  private static List<Object> components(Sbom sbom) {
    List<Object> components = new ArrayList<>();
    sbom.components().forEach(component -> components.add(component(component)));
    sbom.systemPackages().forEach(each -> components.add(component(each)));
    sbom.files().forEach(path -> components.add(Map.of("type", "file", "name", path)));
    return components;
  }

  private static Map<String, Object> metadata(Sbom sbom) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("type", "application");
    subject.put("bom-ref", SUBJECT);
    subject.put("name", sbom.subject().name());
    putUnlessEmpty(subject, "version", sbom.subject().version());
    Object tool = Map.of("type", "application", "name", "garboard");
    return Map.of(
        "component", subject,
        "lifecycles", List.of(Map.of("phase", "build")),
        "properties",
            List.of(
                property("garboard:python", sbom.target().pythonFull()),
                property("garboard:target", WheelTags.of(sbom.target()).best().toString())),
        "tools", Map.of("components", List.of(tool)));
  }

  private static Map<String, Object> component(SbomComponent component) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "library");
    json.put("scope", "required");
    json.put("bom-ref", component.purl());
    json.put("purl", component.purl());
    json.put("name", component.name().value());
    putUnlessEmpty(json, "version", component.selected().version());
    putUnlessEmpty(json, "hashes", hashes(component.digests()));
    putUnlessEmpty(json, "licenses", licenses(component.license()));
    putUnlessEmpty(json, "externalReferences", references(component));
    putUnlessEmpty(json, "properties", properties(component));
    return json;
  }

  private static Map<String, Object> component(SystemPackage each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "library");
    json.put("scope", "required");
    json.put("bom-ref", each.purl());
    json.put("purl", each.purl());
    json.put("name", each.name());
    json.put("version", each.version());
    json.put("hashes", hashes(List.of(each.digest())));
    return json;
  }

  private static List<Object> hashes(List<Digest> digests) {
    List<Object> hashes = new ArrayList<>();
    for (Digest digest : digests) {
      String algorithm = digest.algorithm().jcaName().toUpperCase(Locale.ROOT);
      hashes.add(Map.of("alg", algorithm, "content", digest.hex()));
    }
    return hashes;
  }

  private static List<Object> licenses(DeclaredLicense license) {
    return switch (license) {
      case DeclaredLicense.Expression(String spdx) ->
          List.of(Map.of("expression", spdx, "acknowledgement", "declared"));
      case DeclaredLicense.Named(List<String> names) ->
          names.stream().map(CycloneDxWriter::named).toList();
      case DeclaredLicense.Unknown() -> List.of();
    };
  }

  private static Object named(String name) {
    return Map.of("license", Map.of("name", name, "acknowledgement", "declared"));
  }

  private static List<Object> references(SbomComponent component) {
    List<Object> references = new ArrayList<>();
    String download = PackageUrl.download(component.selected());
    if (!download.isEmpty()) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("type", "distribution");
      file.put("url", download);
      putUnlessEmpty(file, "hashes", hashes(component.digests()));
      references.add(file);
    }
    if (component.selected().source() instanceof PackageSource.Git git) {
      references.add(Map.of("type", "vcs", "url", PackageUrl.repositoryAtCommit(git)));
    }
    return references;
  }

  private static List<Object> properties(SbomComponent component) {
    List<Object> properties = new ArrayList<>();
    String index = PackageUrl.index(component.selected().source());
    if (!index.isEmpty()) {
      properties.add(property("garboard:index", index));
    }
    if (!component.filename().isEmpty()) {
      properties.add(property("garboard:file", component.filename()));
    }
    return properties;
  }

  private static Map<String, Object> property(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private List<Object> dependencies(Sbom sbom) {
    List<Object> dependencies = new ArrayList<>();
    dependencies.add(dependency(SUBJECT, sbom.direct()));
    for (SbomComponent component : sbom.components()) {
      dependencies.add(dependency(component.purl(), component.needs()));
    }
    return dependencies;
  }

  private Map<String, Object> dependency(String reference, List<PackageName> needs) {
    List<String> on = needs.stream().map(name -> references.getOrDefault(name, "")).toList();
    return Map.of("ref", reference, "dependsOn", on);
  }

  private static void putUnlessEmpty(Map<String, Object> json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> json, String key, List<Object> value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
