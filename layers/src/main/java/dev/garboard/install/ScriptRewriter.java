package dev.garboard.install;

import dev.garboard.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Makes scripts of a wheel start the environment's interpreter (PEP 427, "Recommended installer
/// features"): a first line that begins with `#!python` is replaced.
final class ScriptRewriter {

  private static final byte[] PLACEHOLDER = "#!python".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 1 << 16;

  private ScriptRewriter() {}

  /// The script with its first line replaced, or nothing when it has no such line.
  static Optional<Content> rewrite(Content script, String interpreter) throws IOException {
    byte[] head;
    try (InputStream in = script.open()) {
      head = in.readNBytes(PLACEHOLDER.length);
      if (!Arrays.equals(head, PLACEHOLDER)) {
        return Optional.empty();
      }
      head = in.readNBytes(HEAD);
    }
    int end = lineEnd(head, 0);
    int skip = end;
    if (skip < head.length) {
      skip += head[skip] == '\r' && skip + 1 < head.length && head[skip + 1] == '\n' ? 2 : 1;
    }
    String next = new String(head, skip, lineEnd(head, skip) - skip, StandardCharsets.ISO_8859_1);
    byte[] first = (Launcher.shebang(interpreter, next) + "\n").getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Rewritten(first, script, PLACEHOLDER.length + skip));
  }

  private static int lineEnd(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /// A new first line before what follows the old one.
  private static final class Rewritten implements Content {
    private final byte[] first;
    private final Content script;
    private final int skip;

    Rewritten(byte[] first, Content script, int skip) {
      this.first = first;
      this.script = script;
      this.skip = skip;
    }

    @Override
    public long size() {
      return first.length + script.size() - skip;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream rest = script.open();
      rest.skipNBytes(skip);
      return new SequenceInputStream(new ByteArrayInputStream(first), rest);
    }
  }
}
