package dev.garboard.install;

import static dev.garboard.install.HostileCase.Uv.INSTALLS;
import static dev.garboard.install.HostileCase.Uv.REFUSES;
import static dev.garboard.install.HostilePaths.demo;

import dev.garboard.wheel.TestWheel;
import dev.garboard.wheel.TestZip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Wheels whose metadata or scripts are odd.
final class HostileMetadata {

  private static final String INFO = "demo-1.0.dist-info/";
  private static final String DATA = "demo-1.0.data/";

  private HostileMetadata() {}

  private static HostileCase of(
      String name, HostileCase.Uv uv, String ours, Function<TestWheel, TestWheel> change) {
    return of(name, uv, ours, "", change);
  }

  private static HostileCase of(
      String name,
      HostileCase.Uv uv,
      String ours,
      String reason,
      Function<TestWheel, TestWheel> change) {
    return new HostileCase(name, () -> change.apply(demo()).bytes(), uv, ours, reason);
  }

  private static HostileCase script(String name, HostileCase.Uv uv, String ours, String lines) {
    return of(name, uv, ours, w -> w.entryPoints("[console_scripts]\n" + lines + "\n"));
  }

  private static HostileCase record(
      String name, HostileCase.Uv uv, String ours, Function<String, String> change) {
    return of(name, uv, ours, w -> w.distInfo("RECORD", change.apply(w.record())));
  }

  static List<HostileCase> distInfo() {
    return List.of(
        new HostileCase(
            "no dist-info",
            () -> TestZip.of(List.of(HostilePaths.entry("demo/x.py"))).bytes(),
            REFUSES,
            "refused MissingDistInfo",
            ""),
        of(
            "two dist-infos",
            REFUSES,
            "refused SeveralDistInfos",
            w -> w.file("other-1.0.dist-info/METADATA", "Name: other\nVersion: 1.0\n")),
        of(
            "dist-info inside",
            INSTALLS,
            "accepted",
            w -> w.file("demo/vendor-1.0.dist-info/METADATA", "Name: vendor\nVersion: 1.0\n")),
        of("no METADATA", REFUSES, "refused MissingFile", w -> w.without(INFO + "METADATA")),
        of(
            "other name",
            REFUSES,
            "refused OtherName",
            w -> w.distInfo("METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")),
        of(
            "other version",
            REFUSES,
            "refused OtherVersion",
            w -> w.distInfo("METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n")),
        of(
            "equal version",
            INSTALLS,
            "accepted",
            w -> w.distInfo("METADATA", "Metadata-Version: 2.1\nName: Demo\nVersion: 1.0.0\n")),
        of(
            "no name",
            REFUSES,
            "refused BadHeader",
            w -> w.distInfo("METADATA", "Metadata-Version: 2.1\nVersion: 1.0\n")),
        of(
            "no version",
            REFUSES,
            "refused BadHeader",
            w -> w.distInfo("METADATA", "Metadata-Version: 2.1\nName: demo\n")),
        of(
            "METADATA not UTF-8",
            INSTALLS,
            "refused NotText",
            "metadata is UTF-8 by its specification",
            w ->
                w.file(
                    INFO + "METADATA",
                    latin1("Metadata-Version: 2.1\nName: demo\nVersion: 1.0\nAuthor: \u00e9\n"))),
        of("no WHEEL", REFUSES, "refused MissingFile", w -> w.without(INFO + "WHEEL")),
        of(
            "no Wheel-Version",
            REFUSES,
            "refused BadHeader",
            w -> w.distInfo("WHEEL", "Root-Is-Purelib: true\n")),
        of(
            "Wheel-Version 2.0",
            REFUSES,
            "refused UnsupportedWheelVersion",
            w -> w.distInfo("WHEEL", "Wheel-Version: 2.0\n")),
        of(
            "Wheel-Version 1.9",
            INSTALLS,
            "warned UnusualWheelVersion",
            w -> w.distInfo("WHEEL", "Wheel-Version: 1.9\n")),
        of(
            "Wheel-Version 0.1",
            INSTALLS,
            "warned UnusualWheelVersion",
            w -> w.distInfo("WHEEL", "Wheel-Version: 0.1\n")),
        of(
            "Root-Is-Purelib: True",
            INSTALLS,
            "accepted",
            w -> w.distInfo("WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: True\n")));
  }

  static List<HostileCase> records() {
    return List.of(
        new HostileCase(
            "no RECORD",
            () -> demo().zipWithoutRecord().bytes(),
            REFUSES,
            "refused MissingFile",
            ""),
        record(
            "two fields", REFUSES, "refused BadRecordLine", r -> "demo/__init__.py,sha256=x\n" + r),
        record("four fields", REFUSES, "refused BadRecordLine", r -> r + "demo/x,,,\n"),
        record(
            "size that is no number", REFUSES, "refused BadRecordLine", r -> r + "demo/x,,many\n"),
        record("line ends of Windows", INSTALLS, "accepted", r -> r.replace("\n", "\r\n")),
        record("false hash", INSTALLS, "accepted", r -> r.replace("sha256=", "sha256=A")),
        record("absent file", INSTALLS, "warned OnlyInRecord", r -> r + "demo/gone.py,,\n"),
        record(
            "file outside", INSTALLS, "warned OnlyInRecord", r -> r + "../../../../etc/passwd,,\n"),
        record(
            "missing line", INSTALLS, "warned NotInRecord", r -> r.substring(r.indexOf('\n') + 1)),
        record(
            "absolute path",
            INSTALLS,
            "accepted",
            r -> r.replace("demo/__init__", "/demo/__init__")),
        record(
            "`./` path", INSTALLS, "accepted", r -> r.replace("demo/__init__", "./demo/__init__")),
        record(
            "quoted path",
            INSTALLS,
            "accepted",
            r -> r.replace("demo/__init__.py", "\"demo/__init__.py\"")),
        record("empty RECORD", INSTALLS, "warned NotInRecord", r -> ""));
  }

  static List<HostileCase> scripts() {
    return List.of(
        script("script outside", REFUSES, "refused ScriptOutside", "../evil = demo:main"),
        script("absolute script", REFUSES, "refused ScriptOutside", "/tmp/evil = demo:main"),
        script("script in a directory", REFUSES, "refused ScriptOutside", "sub/evil = demo:main"),
        script("script `..`", REFUSES, "refused ScriptOutside", ".. = demo:main"),
        script("script python", REFUSES, "refused ReservedScriptName", "python = demo:main"),
        script("script python3", REFUSES, "refused ReservedScriptName", "python3 = demo:main"),
        script("script python3.9", REFUSES, "refused ReservedScriptName", "python3.9 = demo:main"),
        script("script pypy3.py", REFUSES, "refused ReservedScriptName", "pypy3.py = demo:main"),
        script("script activate", INSTALLS, "warned ActivationScript", "activate = demo:main"),
        script("script with a space", INSTALLS, "accepted", "a b = demo:main"),
        script("no function", REFUSES, "refused BadEntryPoint", "x = demo"),
        script("no value", REFUSES, "refused BadEntryPoint", "x"),
        script("colon for equals sign", REFUSES, "refused BadEntryPoint", "x: demo:main"),
        script(
            "code for a function", REFUSES, "refused BadEntryPoint", "x = demo:main();import os"),
        script("spaces and extras", INSTALLS, "accepted", "x = demo : main [a, b]"),
        script("comment", INSTALLS, "accepted", "# note\n; note\nx = demo:main"),
        script("trailing comment", REFUSES, "refused BadEntryPoint", "x = demo:main # note"),
        of(
            "entry points without end of section",
            REFUSES,
            "refused BadEntryPoint",
            w -> w.entryPoints("[console_scripts\nx = demo:main\n")),
        of(
            "entry points not UTF-8",
            REFUSES,
            "refused NotText",
            w ->
                w.file(
                    INFO + "entry_points.txt", latin1("[console_scripts]\n\u00e9 = demo:main\n"))),
        of(
            "gui script of the same name",
            INSTALLS,
            "accepted",
            w -> w.entryPoints("[console_scripts]\nx = demo:a\n[gui_scripts]\nx = demo:b\n")));
  }

  static List<HostileCase> data() {
    return List.of(
        of(
            "unknown data part",
            REFUSES,
            "refused UnknownDataPart",
            w -> w.file(DATA + "evil/x", "x")),
        of(
            "file beside data parts",
            REFUSES,
            "refused UnknownDataPart",
            w -> w.file(DATA + "x", "x")),
        of(
            "directory in scripts",
            REFUSES,
            "refused DirectoryInScripts",
            w -> w.file(DATA + "scripts/a/b", "x")),
        of(
            "data script python",
            REFUSES,
            "refused ReservedScriptName",
            w -> w.file(DATA + "scripts/python", "x")),
        of(
            "data file bin/python",
            REFUSES,
            "refused ReservedScriptName",
            w -> w.file(DATA + "data/bin/python", "x")),
        of(
            "data script activate",
            INSTALLS,
            "warned ActivationScript",
            w -> w.file(DATA + "scripts/activate", "x")),
        of(
            "data file pyvenv.cfg",
            INSTALLS,
            "refused EnvironmentFile",
            "it would redirect the interpreter",
            w -> w.file(DATA + "data/pyvenv.cfg", "home = /evil\n")),
        of(
            "data file lib64",
            INSTALLS,
            "refused EnvironmentFile",
            "it would replace the link to lib",
            w -> w.file(DATA + "data/lib64", "x")),
        of("data below lib64", INSTALLS, "accepted", w -> w.file(DATA + "data/lib64/x", "x")),
        of(
            "data file lib",
            REFUSES,
            "refused FileAndDirectory",
            w -> w.file(DATA + "data/lib", "x")),
        of(
            "data over a module",
            INSTALLS,
            "warned Overwritten",
            w -> w.file(DATA + "purelib/demo/__init__.py", "x")),
        of(
            "data directory over a module",
            REFUSES,
            "refused FileAndDirectory",
            w -> w.file(DATA + "purelib/demo/__init__.py/x", "x")),
        of(
            "script and entry point",
            INSTALLS,
            "warned ShadowedScript",
            w ->
                w.file(DATA + "scripts/x", "#!python\n")
                    .entryPoints("[console_scripts]\nx = demo:main\n")),
        of(
            "data of another name",
            INSTALLS,
            "accepted",
            w -> w.file("other-1.0.data/scripts/python", "x")),
        of("own INSTALLER", INSTALLS, "accepted", w -> w.distInfo("INSTALLER", "evil")));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
