package dev.garboard.debian.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The two parts of a clear-signed message (RFC 9580 §7). Nothing may stand before, between or
/// after them: text outside the signed part must never be taken for signed.
///
/// @param text the signed lines, dash escapes undone, trailing blanks cut, joined by line feeds
/// @param signature the armored signature block
record ClearSignedText(String text, String signature) {

  private static final String BEGIN_MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

  /// @throws IllegalArgumentException when the text is not exactly one clear-signed message
  static ClearSignedText parse(String message) {
    List<String> lines = message.lines().toList();
    require(
        !lines.isEmpty() && lines.getFirst().stripTrailing().equals(BEGIN_MESSAGE), "no header");
    int at = 1;
    while (at < lines.size() && !lines.get(at).isBlank()) {
      require(lines.get(at).startsWith("Hash: "), "armor header other than Hash");
      at++;
    }
    List<String> text = new ArrayList<>();
    for (at++; at < lines.size() && !lines.get(at).startsWith("-----"); at++) {
      String line = lines.get(at).stripTrailing();
      boolean escaped = line.startsWith("- ") || line.equals("-");
      require(escaped || !line.startsWith("-"), "unescaped dash");
      text.add(escaped ? line.substring(Math.min(2, line.length())) : line);
    }
    List<String> signature = lines.subList(Math.min(at, lines.size()), lines.size());
    require(
        signature.size() > 2
            && signature.getFirst().stripTrailing().equals(BEGIN_SIGNATURE)
            && signature.indexOf(END_SIGNATURE) == signature.size() - 1,
        "no signature block at the end");
    return new ClearSignedText(String.join("\n", text), String.join("\n", signature) + "\n");
  }

  private static void require(boolean condition, String detail) {
    if (!condition) {
      throw new IllegalArgumentException(detail);
    }
  }

  /// What the signature covers: lines end in CR LF, the last one has no end.
  byte[] signedBytes() {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
