package dev.garboard.sbom;

import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A bill of materials as SPDX 2.3. The format demands a time and a unique namespace: the time is
/// that of all files in layers, the namespace is made from the document's own digest.
final class SpdxWriter {

  private static final String CREATED = "1980-01-01T00:00:01Z";
  private static final String NAMESPACE = "https://spdx.org/spdxdocs/";
  private static final String NOTHING_SAID = "NOASSERTION";
  private static final String SUBJECT = "SPDXRef-Subject";

  private SpdxWriter() {}

  static Map<String, Object> document(Sbom sbom) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("SPDXID", "SPDXRef-DOCUMENT");
    json.put("spdxVersion", "SPDX-2.3");
    json.put("dataLicense", "CC0-1.0");
    json.put("name", sbom.subject().name());
    json.put("creationInfo", Map.of("created", CREATED, "creators", List.of("Tool: garboard")));
    json.put("packages", packages(sbom));
    json.put("relationships", relationships(sbom));
    String name = sbom.subject().name().replaceAll("[^A-Za-z0-9.-]+", "-");
    String digest = Hashing.sha256(CanonicalJson.write(json)).hex();
    json.put("documentNamespace", NAMESPACE + name + "-" + digest);
    return json;
  }

  private static List<Object> packages(Sbom sbom) {
    List<Object> packages = new ArrayList<>();
    Map<String, Object> subject =
        spdxPackage(SUBJECT, sbom.subject().name(), sbom.subject().version());
    subject.put("downloadLocation", NOTHING_SAID);
    subject.put("primaryPackagePurpose", "APPLICATION");
    packages.add(subject);
    sbom.components().forEach(component -> packages.add(spdxPackage(component)));
    sbom.systemPackages().forEach(each -> packages.add(spdxPackage(each)));
    return packages;
  }

  private static Map<String, Object> spdxPackage(String id, String name, String version) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("SPDXID", id);
    json.put("name", name);
    if (!version.isEmpty()) {
      json.put("versionInfo", version);
    }
    json.put("filesAnalyzed", false);
    json.put("copyrightText", NOTHING_SAID);
    json.put("licenseConcluded", NOTHING_SAID);
    json.put("licenseDeclared", NOTHING_SAID);
    return json;
  }

  private static Map<String, Object> spdxPackage(SbomComponent component) {
    Map<String, Object> json =
        spdxPackage(id(component.name()), component.name().value(), component.selected().version());
    json.put("primaryPackagePurpose", "LIBRARY");
    json.put("downloadLocation", location(component));
    if (!component.filename().isEmpty()) {
      json.put("packageFileName", component.filename());
    }
    if (!component.digests().isEmpty()) {
      json.put("checksums", component.digests().stream().map(SpdxWriter::checksum).toList());
    }
    String index = PackageUrl.index(component.selected().source());
    if (!index.isEmpty()) {
      json.put("sourceInfo", "from the package index " + index);
    }
    json.put("externalRefs", List.of(reference(component.purl())));
    putLicense(json, component.license());
    return json;
  }

  private static Map<String, Object> spdxPackage(SystemPackage each) {
    Map<String, Object> json = spdxPackage(id(each), each.name(), each.version());
    json.put("primaryPackagePurpose", "LIBRARY");
    json.put("downloadLocation", NOTHING_SAID);
    json.put("checksums", List.of(checksum(each.digest())));
    json.put("externalRefs", List.of(reference(each.purl())));
    return json;
  }

  private static Map<String, Object> reference(String purl) {
    return Map.of(
        "referenceCategory", "PACKAGE-MANAGER", "referenceType", "purl", "referenceLocator", purl);
  }

  private static void putLicense(Map<String, Object> json, DeclaredLicense license) {
    switch (license) {
      case DeclaredLicense.Expression(String spdx) -> json.put("licenseDeclared", spdx);
      case DeclaredLicense.Named(List<String> names) ->
          json.put("licenseComments", "named in METADATA: " + String.join("; ", names));
      case DeclaredLicense.Unknown() -> {}
    }
  }

  private static Map<String, Object> checksum(Digest digest) {
    String algorithm = digest.algorithm().id().toUpperCase(Locale.ROOT);
    return Map.of("algorithm", algorithm, "checksumValue", digest.hex());
  }

  private static String location(SbomComponent component) {
    if (component.selected().source() instanceof PackageSource.Git git) {
      return PackageUrl.repositoryAtCommit(git);
    }
    String download = PackageUrl.download(component.selected());
    return download.isEmpty() ? NOTHING_SAID : download;
  }

  private static List<Object> relationships(Sbom sbom) {
    List<Object> relationships = new ArrayList<>();
    relationships.add(relationship("SPDXRef-DOCUMENT", "DESCRIBES", SUBJECT));
    for (PackageName name : sbom.direct()) {
      relationships.add(relationship(SUBJECT, "DEPENDS_ON", id(name)));
    }
    for (SystemPackage each : sbom.systemPackages()) {
      relationships.add(relationship(SUBJECT, "CONTAINS", id(each)));
    }
    for (SbomComponent component : sbom.components()) {
      for (PackageName name : component.needs()) {
        relationships.add(relationship(id(component.name()), "DEPENDS_ON", id(name)));
      }
    }
    return relationships;
  }

  private static Map<String, Object> relationship(String from, String type, String to) {
    return Map.of("spdxElementId", from, "relationshipType", type, "relatedSpdxElement", to);
  }

  private static String id(SystemPackage each) {
    return "SPDXRef-System-" + each.name().replace("+", "-plus") + "-" + each.architecture();
  }

  private static String id(PackageName name) {
    return "SPDXRef-Package-" + name;
  }
}
