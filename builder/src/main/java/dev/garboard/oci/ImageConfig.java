package dev.garboard.oci;

import dev.garboard.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An image configuration (OCI image specification, "Image Configuration").
///
/// @param process the field `config`: how a container of this image starts
/// @param diffIds digests of the layers' uncompressed tars, bottom to top
/// @param others all further fields, `created` and `author` among them, verbatim
public record ImageConfig(
    Platform platform,
    ProcessConfig process,
    List<Digest> diffIds,
    List<HistoryEntry> history,
    JsonObject others) {

  private static final List<String> KNOWN =
      List.of("os", "architecture", "variant", "config", "rootfs", "history");

  /// Copies.
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /// One step of the image's making.
  ///
  /// @param document the entry as it stands in the configuration
  public record HistoryEntry(JsonObject document) {
    /// A step that made a layer.
    public static HistoryEntry of(String created, String createdBy) {
      return new HistoryEntry(
          JsonObject.EMPTY.with("created", created).with("created_by", createdBy));
    }

    /// Whether the step made no layer.
    public boolean isEmptyLayer() {
      return document.get("empty_layer").filter(Json.Literal.TRUE::equals).isPresent();
    }
  }

  /// The configuration of an image without layers.
  public static ImageConfig empty(Platform platform) {
    return new ImageConfig(
        platform, new ProcessConfig(JsonObject.EMPTY), List.of(), List.of(), JsonObject.EMPTY);
  }

  /// Reads a configuration.
  ///
  /// @throws OciException when the bytes are no image configuration
  public static ImageConfig parse(byte[] bytes) throws OciException {
    Fields fields =
        Fields.of("image configuration", JsonObject.parse("image configuration", bytes));
    Fields rootfs = fields.child("rootfs");
    List<Digest> diffIds = new ArrayList<>();
    for (Json value : rootfs.array("diff_ids")) {
      diffIds.add(rootfs.digest("diff_ids", value));
    }
    return new ImageConfig(
        new Platform(fields.text("os"), fields.text("architecture"), fields.textOr("variant", "")),
        new ProcessConfig(fields.object().object("config").orElse(JsonObject.EMPTY)),
        diffIds,
        readHistory(fields),
        fields.object().without(KNOWN));
  }

  private static List<HistoryEntry> readHistory(Fields fields) throws OciException {
    if (fields.object().get("history").isEmpty()) {
      return List.of();
    }
    return fields.children("history").stream().map(f -> new HistoryEntry(f.object())).toList();
  }

  /// When the image was made, RFC 3339, if the document says so.
  public Optional<String> created() {
    return others.text("created");
  }

  /// This configuration as JSON.
  public JsonObject toJson() {
    JsonObject rootfs =
        JsonObject.EMPTY
            .with("type", "layers")
            .with("diff_ids", Json.Array.ofTexts(diffIds.stream().map(Digest::toString).toList()));
    return others
        .with(platform.toJson())
        .with("config", process.document())
        .with("rootfs", rootfs)
        .with(
            "history", new Json.Array(history.stream().<Json>map(HistoryEntry::document).toList()));
  }
}
