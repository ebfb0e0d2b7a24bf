package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.content.Digest;
import dev.garboard.image.BaseImage;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.KeysLabel;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The layers of an image beside those made anew, bottom to top.
record LayerComparison(Digest image, Digest rebuilt, List<Row> rows) {

  private static final String NONE = "-";

  LayerComparison {
    rows = List.copyOf(rows);
  }

  /// How two layers at one place compare.
  enum Verdict {
    /// Key, digest and diffID are equal.
    SAME("same"),
    /// Other inputs went in: another wheel, Python, setting or version of Garboard.
    KEY("other key"),
    /// Equal inputs, other bytes: what a manipulated layer looks like.
    BYTES("OTHER BYTES"),
    /// The image lacks the layer.
    MISSING("not in the image"),
    /// Nothing in the project asks for the layer.
    FOREIGN("not of the project");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /// One place.
  ///
  /// @param found the image's layer
  /// @param expected the layer made anew
  record Row(String label, Side found, Side expected, Verdict verdict) {}

  /// What is known of a layer; texts, `-` where there is no layer.
  record Side(String key, String digest, String diffId) {
    static final Side ABSENT = new Side(NONE, NONE, NONE);

    static Side of(String key, ImageLayer layer) {
      return new Side(key, layer.descriptor().digest().toString(), layer.diffId().toString());
    }
  }

  static LayerComparison of(BaseImage.Existing image, BuiltImage built) {
    List<Side> found = sides(image.layers(), KeysLabel.read(image.config()));
    List<Side> expected =
        sides(
            built.image().layers(),
            built.layers().stream().map(l -> l.planned().key().toString()).toList());
    int base = expected.size() - built.layers().size();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(found.size(), expected.size()); i++) {
      Side one = i < found.size() ? found.get(i) : Side.ABSENT;
      Side other = i < expected.size() ? expected.get(i) : Side.ABSENT;
      rows.add(new Row(label(i - base, built.layers()), one, other, verdict(one, other)));
    }
    return new LayerComparison(image.digest(), built.image().descriptor().digest(), rows);
  }

  private static String label(int place, List<BuiltLayer> layers) {
    if (place < 0) {
      return "base";
    }
    return place < layers.size() ? layers.get(place).planned().label() : NONE;
  }

  private static Verdict verdict(Side found, Side expected) {
    if (found.equals(expected)) {
      return Verdict.SAME;
    }
    if (found.equals(Side.ABSENT)) {
      return Verdict.MISSING;
    }
    if (expected.equals(Side.ABSENT)) {
      return Verdict.FOREIGN;
    }
    return found.key().equals(expected.key()) ? Verdict.BYTES : Verdict.KEY;
  }

  /// The keys belong to the topmost layers.
  private static List<Side> sides(List<? extends ImageLayer> layers, List<String> keys) {
    List<Side> sides = new ArrayList<>();
    int below = layers.size() - keys.size();
    for (int i = 0; i < layers.size(); i++) {
      sides.add(Side.of(i < below ? NONE : keys.get(i - below), layers.get(i)));
    }
    return sides;
  }

  boolean isEqual() {
    return rows.stream().allMatch(row -> row.verdict() == Verdict.SAME);
  }

  List<String> lines() {
    int width = rows.stream().mapToInt(row -> row.label().length()).max().orElse(1);
    String format = "%-" + width + "s  %-19s  %-19s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, format, "layer", "image", "made anew", "").strip());
    for (Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              format,
              row.label(),
              shortened(row.found().digest()),
              shortened(row.expected().digest()),
              row.verdict().words));
    }
    return lines;
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(digest.length(), 19));
  }

  Failure failure(String name) {
    List<String> details = new ArrayList<>();
    for (Row row : rows) {
      if (row.verdict() != Verdict.SAME) {
        details.add(
            row.label()
                + ": "
                + row.verdict().words
                + ": "
                + row.found().digest()
                + ", made anew "
                + row.expected().digest());
      }
    }
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.KEY)) {
      details.add(
          "Another key means another lockfile, flag, base or version of Garboard: give the flags"
              + " that the image was built with");
    }
    String title =
        name
            + " is not what the project gives: "
            + differing(rows)
            + " of "
            + rows.size()
            + " layers";
    return new Failure(ExitCode.INTEGRITY, title + " differ", details);
  }

  private static long differing(List<Row> rows) {
    return rows.stream().filter(row -> row.verdict() != Verdict.SAME).count();
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("image", image.toString());
    document.put("rebuilt", rebuilt.toString());
    document.put("equal", isEqual());
    document.put("layers", rows.stream().map(LayerComparison::row).toList());
    return document;
  }

  private static Map<String, Object> row(Row row) {
    return Map.of(
        "label", row.label(),
        "verdict", row.verdict().name().toLowerCase(Locale.ROOT),
        "image", side(row.found()),
        "rebuilt", side(row.expected()));
  }

  private static Map<String, Object> side(Side side) {
    return Map.of("key", side.key(), "digest", side.digest(), "diffID", side.diffId());
  }
}
