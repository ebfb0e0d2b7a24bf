package dev.garboard.reuse;

import dev.garboard.content.Digest;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.registry.Attachments;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.Repository;
import dev.garboard.sbom.DeclaredLicense;
import dev.garboard.sbom.SbomFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the bills of materials of earlier images say about licences: a build that took all layers
/// over has no wheel to read them from. Nothing here is needed; what cannot be read says nothing.
public final class PreviousBills {

  private final Map<Digest, DeclaredLicense> licenses = new TreeMap<>();

  private PreviousBills() {}

  /// Reads the bills that are attached to these images.
  ///
  /// @param references best first
  /// @return the licences by the digest of the distribution's file
  public static Map<Digest, DeclaredLicense> licenses(
      Registry registry, List<ImageReference> references, Platform platform)
      throws InterruptedException {
    PreviousBills bills = new PreviousBills();
    for (ImageReference reference : references) {
      try {
        PulledImage image = PulledImage.pull(registry, reference.withDefaultTag(), platform);
        Attachments attachments = new Attachments(registry, Repository.of(reference));
        String type = SbomFormat.CYCLONE_DX.mediaType();
        for (byte[] document : attachments.documents(image.descriptor(), type)) {
          bills.add(JsonObject.parse("bill of materials", document));
        }
      } catch (RegistryException | OciException _) {
        // The next one may be readable.
      }
    }
    return bills.licenses;
  }

  private void add(JsonObject bill) {
    for (JsonObject component : objects(bill, "components")) {
      DeclaredLicense license = license(objects(component, "licenses"));
      for (JsonObject hash : objects(component, "hashes")) {
        String hex = hash.text("content").orElse("");
        if (hash.text("alg").filter("SHA-256"::equals).isPresent()
            && hex.matches("[0-9a-f]{64}")
            && !(license instanceof DeclaredLicense.Unknown)) {
          licenses.putIfAbsent(new Digest(Digest.Algorithm.SHA256, hex), license);
        }
      }
    }
  }

  private static DeclaredLicense license(List<JsonObject> choices) {
    List<String> names = new ArrayList<>();
    for (JsonObject choice : choices) {
      if (choice.text("expression").isPresent()) {
        return new DeclaredLicense.Expression(choice.text("expression").get());
      }
      choice.object("license").flatMap(license -> license.text("name")).ifPresent(names::add);
    }
    return names.isEmpty() ? new DeclaredLicense.Unknown() : new DeclaredLicense.Named(names);
  }

  private static List<JsonObject> objects(JsonObject json, String field) {
    return json.array(field).map(Json.Array::values).orElse(List.of()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }
}
