package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSkeletonTest {

  @TempDir private Path directory;

  private static FileTree tree(BaseInterpreter base) {
    InstallLayout layout =
        InstallLayout.venv(UnixPath.of("opt/venv"), base.minor(), base.freeThreaded());
    return EnvironmentSkeleton.tree(layout, base, "shop", "garboard 0.1");
  }

  @Test
  void laysOutAnEmptyEnvironment() throws Exception {
    FileTree tree = tree(new BaseInterpreter("/usr/local/bin/python3.14", "3.14.2", true));
    assertThat(TreeListing.of(tree).replaceAll("[0-9a-f]{64}", "file"))
        .isEqualTo(
            """
            755 directory opt/venv
            644 file opt/venv/.gitignore
            644 file opt/venv/CACHEDIR.TAG
            755 directory opt/venv/bin
            644 file opt/venv/bin/activate
            644 file opt/venv/bin/activate.csh
            644 file opt/venv/bin/activate.fish
            644 file opt/venv/bin/activate.ps1
            777 -> /usr/local/bin/python3.14 opt/venv/bin/python
            777 -> python opt/venv/bin/python3
            777 -> python opt/venv/bin/python3.14
            777 -> python opt/venv/bin/python3.14t
            755 directory opt/venv/lib/python3.14t/site-packages
            777 -> lib opt/venv/lib64
            644 file opt/venv/pyvenv.cfg
            """);
  }

  @Test
  void writesTheKeysInUvsOrder() throws Exception {
    FileTree tree = tree(new BaseInterpreter("/usr/bin/python3.13", "3.13.5", false));
    assertThat(TreeListing.text(tree, "opt/venv/pyvenv.cfg"))
        .isEqualTo(
            """
            home = /usr/bin
            implementation = CPython
            created-by = garboard 0.1
            version_info = 3.13.5
            include-system-site-packages = false
            prompt = shop
            """);
    assertThat(TreeListing.text(tree, "opt/venv/.gitignore")).isEqualTo("*");
    assertThat(TreeListing.text(tree, "opt/venv/CACHEDIR.TAG"))
        .hasSize(43)
        .isEqualTo("Signature: 8a477f597d28d172789f06886806bc55");
  }

  @Test
  void activatesAndDeactivatesInThePosixShell() throws Exception {
    String script = ActivateScripts.posix("/opt/it's here", "my shop");
    Path file = Files.writeString(directory.resolve("activate"), script);
    String commands =
        """
        set -eu
        PATH=/bin:/usr/bin PYTHONHOME=/nowhere PS1='$ '
        . %s
        echo "$VIRTUAL_ENV|$PATH|${PYTHONHOME-none}|$PS1|$VIRTUAL_ENV_PROMPT"
        deactivate
        echo "${VIRTUAL_ENV-none}|$PATH|$PYTHONHOME|$PS1|$(command -v deactivate || echo gone)"
        """
            .formatted(file);
    Process shell = new ProcessBuilder("sh", "-c", commands).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output)
        .isEqualTo(
            """
            /opt/it's here|/opt/it's here/bin:/bin:/usr/bin|none|(my shop) $ |my shop
            none|/bin:/usr/bin|/nowhere|$ |gone
            """);
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void quotesForEachShell() {
    assertThat(ActivateScripts.fish("/a'b", "p")).contains("VIRTUAL_ENV '/a\\'b'");
    assertThat(ActivateScripts.csh("/a'b", "p")).contains("VIRTUAL_ENV '/a'\"'\"'b'");
    assertThat(ActivateScripts.powerShell("/a'b", "p")).contains("VIRTUAL_ENV = '/a''b'");
  }
}
