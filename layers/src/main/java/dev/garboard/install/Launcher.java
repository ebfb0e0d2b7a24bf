package dev.garboard.install;

import dev.garboard.wheel.EntryPoint;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of scripts: the line that names the interpreter, and the launcher of an entry point.
final class Launcher {

  private static final int MAX_SHEBANG = 127;
  private static final Pattern CODING =
      Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");

  private Launcher() {}

  /// The script of an entry point; the same bytes as uv's.
  static String script(EntryPoint entryPoint, String interpreter) {
    return shebang(interpreter, "")
        + """

        # -*- coding: utf-8 -*-
        import sys
        from %s import %s
        if __name__ == "__main__":
            if sys.argv[0].endswith("-script.pyw"):
                sys.argv[0] = sys.argv[0][:-11]
            elif sys.argv[0].endswith(".exe"):
                sys.argv[0] = sys.argv[0][:-4]
            sys.exit(%s())
        """
            .formatted(entryPoint.module(), entryPoint.importName(), entryPoint.function());
  }

  /// The first line, without its end, or three lines that the shell and Python both understand
  /// where the kernel would not take the path: too long, or with a space.
  ///
  /// @param next the script's second line; its encoding must stay in the first two
  static String shebang(String interpreter, String next) {
    int length = interpreter.getBytes(StandardCharsets.UTF_8).length + 3;
    if (length <= MAX_SHEBANG && !interpreter.contains(" ")) {
      return "#!" + interpreter;
    }
    Matcher coding = CODING.matcher(next);
    if (coding.find()) {
      // In a foreign encoding the path itself would be read wrongly, so it is spelled in octal.
      return "#!/bin/sh\n# coding: "
          + coding.group(1)
          + "\n'''exec' \"$(printf %b"
          + octal(interpreter)
          + ")\" \"$0\" \"$@\"\n' '''";
    }
    return "#!/bin/sh\n'''exec' '" + interpreter.replace("'", "'\"'\"'") + "' \"$0\" \"$@\"\n' '''";
  }

  private static String octal(String text) {
    StringBuilder octal = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      octal.append(" '\\'%04o".formatted(b & 0xff));
    }
    return octal.toString();
  }
}
