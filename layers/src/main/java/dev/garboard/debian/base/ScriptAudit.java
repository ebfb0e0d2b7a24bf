package dev.garboard.debian.base;

import dev.garboard.debian.unpack.UnpackedPackage;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds packages whose maintainer scripts would do something that is not written natively, by the
/// commands that they name. Scripts are only read.
final class ScriptAudit {

  /// Their effects are written natively or mean nothing in an image.
  private static final Set<String> HANDLED_PACKAGES =
      Set.of(
          "base-files",
          "busybox",
          "ca-certificates",
          "libc-bin",
          "libc6",
          "netbase",
          "python3",
          "python3-minimal",
          "readline-common",
          "tzdata");

  private static final Pattern HANDLED_PYTHON =
      Pattern.compile("(lib)?python3\\.\\d+(-minimal|-stdlib)?");

  /// Shell words, and commands that need not be run: registration with services, triggers and
  /// databases that an image does not have, or effects that are written natively.
  private static final Set<String> KNOWN =
      Set.of(
          "!",
          ".",
          ":",
          "[",
          "basename",
          "break",
          "case",
          "cat",
          "cd",
          "chgrp",
          "chmod",
          "chown",
          "command",
          "continue",
          "cp",
          "db_fset",
          "db_get",
          "db_go",
          "db_input",
          "db_purge",
          "db_set",
          "db_stop",
          "db_version",
          "deb-systemd-helper",
          "deb-systemd-invoke",
          "dirname",
          "do",
          "done",
          "dpkg",
          "dpkg-divert",
          "dpkg-maintscript-helper",
          "dpkg-query",
          "dpkg-trigger",
          "echo",
          "elif",
          "else",
          "esac",
          "exit",
          "export",
          "false",
          "fi",
          "find",
          "for",
          "grep",
          "if",
          "in",
          "invoke-rc.d",
          "ldconfig",
          "local",
          "log",
          "ln",
          "mkdir",
          "printf",
          "py3clean",
          "py3compile",
          "read",
          "readlink",
          "return",
          "rm",
          "rmdir",
          "sed",
          "set",
          "shift",
          "systemctl",
          // Makes directories when a system is booted, which a container is not.
          "systemd-tmpfiles",
          "test",
          "then",
          "touch",
          "true",
          "ucf",
          "ucfr",
          "umask",
          "unset",
          "update-alternatives",
          "update-rc.d",
          "which",
          "while",
          "xargs");

  private static final Pattern FUNCTION = Pattern.compile("(?m)^\\s*([A-Za-z_]\\w*)\\s*\\(\\)");
  private static final Pattern ASSIGNMENT = Pattern.compile("^[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final Pattern COMMAND = Pattern.compile("[a-z][a-z0-9_.+-]*");

  private ScriptAudit() {}

  /// The commands beyond the known ones that the package's `preinst` and `postinst` name.
  static Set<String> unknownCommands(UnpackedPackage unpacked) {
    Set<String> unknown = new TreeSet<>();
    if (!HANDLED_PACKAGES.contains(unpacked.name())
        && !HANDLED_PYTHON.matcher(unpacked.name()).matches()) {
      for (Map.Entry<String, String> script : unpacked.scripts().entrySet()) {
        if (script.getKey().endsWith("inst")) {
          unknown.addAll(unknownCommands(script.getValue()));
        }
      }
    }
    return unknown;
  }

  static Set<String> unknownCommands(String script) {
    Set<String> functions = new TreeSet<>();
    FUNCTION.matcher(script).results().forEach(match -> functions.add(match.group(1)));
    Set<String> unknown = new TreeSet<>();
    String joined = script.replaceAll("\\\\\\n", " ");
    for (String line : joined.split("\n", -1)) {
      String code =
          line.strip().startsWith("#")
              ? ""
              : withoutCaseLabel(line).replaceAll("(\"[^\"]*\"|'[^']*')", "Q");
      for (String command :
          code.split("\\|\\||&&|[;|&{}]|\\b(?:then|do|else|if|elif|while)\\b", -1)) {
        String word = firstWord(command);
        if (COMMAND.matcher(word).matches() && !KNOWN.contains(word) && !functions.contains(word)) {
          unknown.add(word);
        }
      }
    }
    return unknown;
  }

  private static String withoutCaseLabel(String line) {
    return line.replaceFirst("^\\s*\\(?[\\w*?|.\\s/-]+\\)(?=\\s|$)", "");
  }

  /// The first word that is no assignment.
  private static String firstWord(String command) {
    for (String word : command.strip().split("\\s+", -1)) {
      if (!ASSIGNMENT.matcher(word).matches() && !word.equals("!")) {
        return word.substring(word.lastIndexOf('/') + 1);
      }
    }
    return "";
  }
}
