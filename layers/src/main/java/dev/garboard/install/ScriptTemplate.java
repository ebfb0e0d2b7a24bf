package dev.garboard.install;

import dev.garboard.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/// A script that starts no interpreter yet: its first line is `#!python`. It is what an
/// installation for the interpreter [#INTERPRETER] gives, and becomes what an installation for any
/// other would have given.
///
/// @param content the whole script
/// @param launcher whether it was made from an entry point
public record ScriptTemplate(Content content, boolean launcher) {

  /// The interpreter that templates are installed for.
  public static final String INTERPRETER = "python";

  private static final String FIRST = "#!" + INTERPRETER + "\n";

  /// Whether the content begins as a template does.
  ///
  /// @throws IOException when it cannot be read
  public static boolean isTemplate(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(FIRST.length()), StandardCharsets.ISO_8859_1).equals(FIRST);
    }
  }

  /// The script for an interpreter.
  ///
  /// @param interpreter its absolute path
  /// @throws IOException when the content cannot be read
  public Content forInterpreter(String interpreter) throws IOException {
    if (!launcher) {
      return ScriptRewriter.rewrite(content, interpreter).orElse(content);
    }
    byte[] first = (Launcher.shebang(interpreter, "") + "\n").getBytes(StandardCharsets.UTF_8);
    return new Content() {
      @Override
      public long size() {
        return first.length + content.size() - FIRST.length();
      }

      @Override
      public InputStream open() throws IOException {
        InputStream rest = content.open();
        rest.skipNBytes(FIRST.length());
        return new SequenceInputStream(new ByteArrayInputStream(first), rest);
      }
    };
  }
}
