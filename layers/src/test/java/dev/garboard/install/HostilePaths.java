package dev.garboard.install;

import static dev.garboard.install.HostileCase.Uv.INSTALLS;
import static dev.garboard.install.HostileCase.Uv.REFUSES;

import dev.garboard.wheel.TestWheel;
import dev.garboard.wheel.TestZip;
import dev.garboard.wheel.TestZipEntryWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Wheels whose entries have odd names, types or places.
final class HostilePaths {

  private static final String AMBIGUOUS = "which content counts depends on the reader";

  private HostilePaths() {}

  static TestWheel demo() {
    return TestWheel.of("demo", "1.0").file("demo/__init__.py", "VALUE = 1\n");
  }

  static TestZipEntryWriter entry(String name) {
    return TestZipEntryWriter.deflated(name, "x = 1\n");
  }

  private static byte[] with(TestZipEntryWriter... entries) {
    TestZip zip = demo().zip();
    for (TestZipEntryWriter entry : entries) {
      zip = zip.add(entry);
    }
    return zip.bytes();
  }

  private static HostileCase path(String name, String path, HostileCase.Uv uv, String ours) {
    return path(name, path, uv, ours, "");
  }

  private static HostileCase path(
      String name, String path, HostileCase.Uv uv, String ours, String reason) {
    return new HostileCase(name, () -> with(entry(path)), uv, ours, reason);
  }

  static List<HostileCase> names() {
    return List.of(
        path("parent directory", "../evil.py", INSTALLS, "warned SkippedEntry"),
        path("parent directory inside", "demo/../../evil.py", INSTALLS, "warned SkippedEntry"),
        path("absolute", "/etc/evil", INSTALLS, "warned SkippedEntry"),
        path("`..` that stays", "demo/../demo/x.py", INSTALLS, "warned NotInRecord"),
        path("`.` segment", "./demo/x.py", INSTALLS, "warned NotInRecord"),
        path("double slash", "demo//x.py", INSTALLS, "warned NotInRecord"),
        path("only dots", "..", INSTALLS, "warned SkippedEntry"),
        path("the root", ".", REFUSES, "refused BAD_NAME"),
        path("empty", "", REFUSES, "refused BAD_NAME"),
        path("NUL", "demo/a\0.py", REFUSES, "refused BAD_NAME"),
        path("newline", "demo/a\n.py", REFUSES, "refused BAD_NAME"),
        path("escape sequence", "demo/\u001b[31m.py", REFUSES, "refused BAD_NAME"),
        path("right-to-left override", "demo/\u202eyp.a", REFUSES, "refused BAD_NAME"),
        path("non-ASCII", "demo/\u00e9.py", INSTALLS, "warned NotInRecord"),
        path("backslash", "demo\\x.py", INSTALLS, "warned NotInRecord"),
        path("drive letter", "C:/x.py", INSTALLS, "warned NotInRecord"),
        path("10,000 characters", "x".repeat(10_000), REFUSES, "refused SEGMENT_BYTES"),
        path("10,000 in segments", "abcdefg/".repeat(1250) + "x", REFUSES, "refused PATH_BYTES"),
        new HostileCase(
            "not UTF-8",
            () -> with(entry("x").name(new byte[] {'a', (byte) 0xff, 'b'})),
            REFUSES,
            "refused BAD_NAME",
            ""),
        new HostileCase(
            "not UTF-8, not said to be",
            () -> with(entry("x").flags(0).name(new byte[] {'a', (byte) 0xff, 'b'})),
            REFUSES,
            "refused BAD_NAME",
            ""),
        new HostileCase(
            "UTF-8, not said to be",
            () -> with(entry("x").flags(0).name("\u00e9.py".getBytes(StandardCharsets.UTF_8))),
            REFUSES,
            "refused BAD_NAME",
            ""));
  }

  static List<HostileCase> types() {
    return List.of(
        new HostileCase(
            "symlink",
            () -> with(TestZipEntryWriter.stored("demo/link", "/etc/passwd").mode(0120777)),
            INSTALLS,
            "warned SymlinkEntry",
            ""),
        new HostileCase(
            "file through a symlink",
            () ->
                with(
                    TestZipEntryWriter.stored("demo/link", "/tmp").mode(0120777),
                    entry("demo/link/evil.py")),
            REFUSES,
            "refused FILE_AND_DIRECTORY",
            ""),
        new HostileCase(
            "device",
            () -> with(entry("demo/null").mode(0020666)),
            INSTALLS,
            "warned NotInRecord",
            ""),
        new HostileCase(
            "set-uid",
            () -> with(entry("demo/su").mode(0104755)),
            INSTALLS,
            "warned NotInRecord",
            ""),
        new HostileCase(
            "made by DOS",
            () -> with(entry("demo/dos").madeBy(0).mode(0100755)),
            INSTALLS,
            "warned NotInRecord",
            ""),
        new HostileCase(
            "case clash",
            () -> with(entry("demo/A.py"), entry("demo/a.py")),
            INSTALLS,
            "warned NotInRecord",
            ""),
        new HostileCase(
            "twice the same",
            () -> with(entry("demo/x.py"), entry("demo/x.py")),
            INSTALLS,
            "warned RepeatedEntry",
            ""),
        new HostileCase(
            "twice, not the same",
            () -> with(entry("demo/x.py"), TestZipEntryWriter.deflated("demo/x.py", "x = 2\n")),
            INSTALLS,
            "refused DUPLICATE_ENTRY",
            AMBIGUOUS),
        new HostileCase(
            "twice by another spelling",
            () -> with(entry("demo/x.py"), TestZipEntryWriter.deflated("demo/./x.py", "x = 2\n")),
            INSTALLS,
            "refused DUPLICATE_ENTRY",
            AMBIGUOUS),
        new HostileCase(
            "file and directory",
            () -> with(entry("demo/x"), entry("demo/x/y.py")),
            REFUSES,
            "refused FILE_AND_DIRECTORY",
            ""),
        new HostileCase(
            "directory and file",
            () -> with(entry("demo/x/y.py"), entry("demo/x")),
            REFUSES,
            "refused FILE_AND_DIRECTORY",
            ""),
        new HostileCase(
            "directory",
            () -> with(TestZipEntryWriter.stored("demo/d/", "").mode(0040755)),
            INSTALLS,
            "accepted",
            ""),
        new HostileCase(
            "directory with content",
            () -> with(TestZipEntryWriter.stored("demo/d/", "hidden").mode(0040755)),
            INSTALLS,
            "refused BAD_SIZE",
            AMBIGUOUS),
        new HostileCase(
            "archive in the archive",
            () -> with(TestZipEntryWriter.deflated("demo/inner.zip", demo().bytes())),
            INSTALLS,
            "warned NotInRecord",
            ""));
  }
}
