package dev.garboard.buildpack;

import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a dependency layer, kept in the layer's bill of materials: that comes back from the
/// previous image while the contents do not, so that the environment can be linked anew without
/// them. The digest of the list is in the layer's metadata.
///
/// @param paths relative to the layer, sorted
record LayerFiles(List<String> paths) {
  private static final Pattern FILE =
      Pattern.compile("\\{\"name\":\"((?:[^\"\\\\]|\\\\.)*+)\",\"type\":\"file\"\\}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");

  LayerFiles {
    paths = List.copyOf(paths);
  }

  Digest digest() {
    return Hashing.sha256(CanonicalJson.write(paths));
  }

  /// What a bill lists, if it is the list of this digest.
  static Optional<LayerFiles> read(Path bill, String digest) throws IOException {
    if (!Files.isRegularFile(bill)) {
      return Optional.empty();
    }
    List<String> paths = new ArrayList<>();
    Matcher files = FILE.matcher(Files.readString(bill));
    while (files.find()) {
      paths.add(unescaped(files.group(1)));
    }
    LayerFiles found = new LayerFiles(paths);
    return found.digest().toString().equals(digest) ? Optional.of(found) : Optional.empty();
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(match -> {
          String escape = match.group(1);
          String plain =
              escape.length() == 5
                  ? Character.toString(Integer.parseInt(escape.substring(1), 16))
                  : escape;
          return Matcher.quoteReplacement(plain);
        });
  }
}
