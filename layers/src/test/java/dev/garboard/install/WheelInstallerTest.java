package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.DeflatedContent;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.TestWheel;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import dev.garboard.wheel.WheelProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelInstallerTest {

  private static final InstallLayout VENV = InstallLayout.venv(UnixPath.of("opt/venv"), 13, false);
  private static final String SITE = "opt/venv/lib/python3.13/site-packages/";

  @TempDir private Path directory;

  static TestWheel everything() {
    return TestWheel.of("demo_kit", "1.0")
        .file("demo_kit/__init__.py", "VALUE = 1\n")
        .file("demo_kit/data, with comma.txt", "x")
        .executable("demo_kit/tool.sh", "#!/bin/sh\n")
        .entryPoints(
            """
            [console_scripts]
            demo = demo_kit.cli:app.run [extra]
            pip3 = demo_kit:pip
            pip3.9 = demo_kit:pip

            [gui_scripts]
            demo-gui = demo_kit : gui

            [demo.plugins]
            x = demo_kit
            """)
        .file("demo_kit-1.0.data/scripts/old", "#!python -E\nprint(1)\n")
        .file("demo_kit-1.0.data/scripts/windows", "#!pythonw\r\nprint(1)\r\n")
        .file("demo_kit-1.0.data/scripts/binary", new byte[] {0x7f, 'E', 'L', 'F', 0, 1})
        .file("demo_kit-1.0.data/scripts/short", "#!py")
        .file("demo_kit-1.0.data/data/share/man/demo.1", "man")
        .file("demo_kit-1.0.data/data/lib64/demo.so", "so")
        .file("demo_kit-1.0.data/headers/demo.h", "int x;")
        .file("demo_kit-1.0.data/platlib/demo_kit/fast.so", "so")
        .file("other.data/scripts/x", "x");
  }

  private InstalledWheel install(TestWheel wheel, InstallOptions options)
      throws IOException, WheelException, InstallException {
    try (WheelArchive archive = wheel.open(directory)) {
      InstalledWheel installed = WheelInstaller.install(archive, VENV, options);
      return new InstalledWheel(
          loaded(installed.tree()), installed.distInfo(), installed.warnings());
    }
  }

  /// The same tree, independent of the archive.
  private static FileTree loaded(FileTree tree) throws IOException {
    FileTree.TreeWriter writer = FileTree.writer();
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof TreeEntry.RegularFile(var content, var attributes)) {
        writer.put(
            e.getKey(), new TreeEntry.RegularFile(Content.of(content.readAll()), attributes));
      }
    }
    return writer.tree();
  }

  @Test
  void putsEachPartInItsPlace() throws Exception {
    FileTree tree = install(everything(), InstallOptions.defaults()).tree();
    assertThat(TreeListing.paths(tree))
        .isEqualTo(
            """
            755 opt/venv/bin/binary
            755 opt/venv/bin/demo
            755 opt/venv/bin/demo-gui
            755 opt/venv/bin/old
            755 opt/venv/bin/pip3
            755 opt/venv/bin/pip3.13
            755 opt/venv/bin/short
            755 opt/venv/bin/windows
            644 opt/venv/include/site/python3.13/demo-kit/demo.h
            644 opt/venv/lib/demo.so
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/INSTALLER
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/METADATA
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/RECORD
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/REQUESTED
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/WHEEL
            644 opt/venv/lib/python3.13/site-packages/demo_kit-1.0.dist-info/entry_points.txt
            644 opt/venv/lib/python3.13/site-packages/demo_kit/__init__.py
            644 opt/venv/lib/python3.13/site-packages/demo_kit/data, with comma.txt
            644 opt/venv/lib/python3.13/site-packages/demo_kit/fast.so
            755 opt/venv/lib/python3.13/site-packages/demo_kit/tool.sh
            644 opt/venv/lib/python3.13/site-packages/other.data/scripts/x
            644 opt/venv/share/man/demo.1
            """);
  }

  @Test
  void writesTheLauncherOfAnEntryPoint() throws Exception {
    FileTree tree = install(everything(), InstallOptions.defaults()).tree();
    assertThat(TreeListing.text(tree, "opt/venv/bin/demo"))
        .isEqualTo(
            """
            #!/opt/venv/bin/python
            # -*- coding: utf-8 -*-
            import sys
            from demo_kit.cli import app
            if __name__ == "__main__":
                if sys.argv[0].endswith("-script.pyw"):
                    sys.argv[0] = sys.argv[0][:-11]
                elif sys.argv[0].endswith(".exe"):
                    sys.argv[0] = sys.argv[0][:-4]
                sys.exit(app.run())
            """);
  }

  @Test
  void replacesTheFirstLineOfPythonScripts() throws Exception {
    FileTree tree = install(everything(), InstallOptions.defaults()).tree();
    assertThat(TreeListing.text(tree, "opt/venv/bin/old"))
        .isEqualTo("#!/opt/venv/bin/python\nprint(1)\n");
    assertThat(TreeListing.text(tree, "opt/venv/bin/windows"))
        .isEqualTo("#!/opt/venv/bin/python\nprint(1)\r\n");
    assertThat(TreeListing.text(tree, "opt/venv/bin/short")).isEqualTo("#!py");
  }

  @Test
  void recordsEveryFileWithItsHash() throws Exception {
    FileTree tree = install(everything(), InstallOptions.defaults()).tree();
    String record = TreeListing.text(tree, SITE + "demo_kit-1.0.dist-info/RECORD");
    List<String> lines = record.lines().toList();
    assertThat(lines).hasSize(tree.entries().size());
    assertThat(lines)
        .contains(
            "demo_kit-1.0.dist-info/RECORD,,",
            "\"demo_kit/data, with comma.txt\",sha256=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE,1",
            "../../../bin/old,sha256=qnLk2Db4y5EWyEuOvsYXbL0BJtk-rw7i9qoOJ0mULl8,32",
            "demo_kit-1.0.dist-info/REQUESTED,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0");
    assertThat(lines).anyMatch(line -> line.startsWith("../../../lib64/demo.so,"));
  }

  @Test
  void keepsDeflatedContentAsItLiesInTheArchive() throws Exception {
    try (WheelArchive archive = everything().open(directory)) {
      FileTree tree = WheelInstaller.install(archive, VENV, InstallOptions.defaults()).tree();
      UnixPath path = UnixPath.of(SITE + "demo_kit/__init__.py");
      assertThat(tree.get(path).orElseThrow())
          .isInstanceOfSatisfying(
              TreeEntry.RegularFile.class,
              file -> assertThat(file.content()).isInstanceOf(DeflatedContent.class));
    }
  }

  @Test
  void writesDirectUrlAndOmitsRequested() throws Exception {
    String json = new DirectUrl.Archive("https://example.org/x.whl", "sub").json();
    FileTree tree =
        install(everything(), new InstallOptions("garboard", false, json, false)).tree();
    assertThat(TreeListing.text(tree, SITE + "demo_kit-1.0.dist-info/direct_url.json"))
        .isEqualTo(
            "{\"url\":\"https://example.org/x.whl\",\"archive_info\":{},\"subdirectory\":\"sub\"}");
    assertThat(tree.get(UnixPath.of(SITE + "demo_kit-1.0.dist-info/REQUESTED"))).isEmpty();
  }

  @Test
  void installsForFreeThreadedPython() throws Exception {
    InstallLayout layout = InstallLayout.venv(UnixPath.of("opt/venv"), 14, true);
    try (WheelArchive archive = everything().open(directory)) {
      String paths =
          TreeListing.paths(
              WheelInstaller.install(archive, layout, InstallOptions.defaults()).tree());
      assertThat(paths)
          .contains("opt/venv/lib/python3.14t/site-packages/demo_kit/__init__.py")
          .contains("opt/venv/include/site/python3.14/demo-kit/demo.h");
    }
  }

  @Test
  void verifiesRecordWhenAsked() throws Exception {
    InstallOptions verifying = InstallOptions.defaults().verifying();
    assertThat(install(everything(), verifying).warnings()).isEmpty();

    TestWheel wheel = everything();
    TestWheel lying =
        wheel.distInfo(
            "RECORD",
            wheel
                .record()
                .replace("demo_kit/__init__.py,sha256=", "demo_kit/__init__.py,sha256=A"));
    assertThatThrownBy(() -> install(lying, verifying))
        .isInstanceOfSatisfying(
            WheelException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        WheelProblem.RecordMismatch.class,
                        p -> assertThat(p.path()).isEqualTo("demo_kit/__init__.py")));
  }

  @Test
  void givesTheSameTreeTwice() throws Exception {
    String first = TreeListing.of(install(everything(), InstallOptions.defaults()).tree());
    assertThat(TreeListing.of(install(everything(), InstallOptions.defaults()).tree()))
        .isEqualTo(first);
  }
}
