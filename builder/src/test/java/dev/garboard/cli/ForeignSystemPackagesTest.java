package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.engine.DebianBase;
import dev.garboard.engine.DockerEngine;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// System packages on a Debian base that somebody else made and gives as an image layout: its
/// package database tells what is there already.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "skopeo", "mmdebstrap"})
class ForeignSystemPackagesTest {

  private static final String NAME = "garboard.test/foreign:1";

  private static final String LOADED =
      "import ctypes, ctypes.util; name = ctypes.util.find_library('pq'); "
          + "print(name, ctypes.CDLL(name).PQlibVersion() > 150000)";

  private static final String ADDED =
      "import os; print(sorted(os.listdir('/var/lib/dpkg/status.d')))";

  @TempDir Path directory;

  @Test
  void addsWhatTheBaseLacks() throws Exception {
    Path layout = directory.resolve("base");
    Path made = DebianBase.archive("trixie", "amd64");
    Command.run(List.of("skopeo", "copy", "-q", "oci-archive:" + made, "oci:" + layout + ":base"))
        .success();
    Path archive = directory.resolve("app.tar");

    String said =
        CommandRun.on(DebianStore.path())
            .run(
                "build",
                Checkout.root().resolve("examples/fastapi").toString(),
                "--base",
                "oci:" + layout + ":base",
                "--platform",
                "linux/amd64",
                "--no-bytecode",
                "--system-package",
                "libpq5",
                "-v",
                "--to",
                "docker-archive:" + archive + ":" + NAME)
            .success();

    assertThat(said.strip()).isEqualTo(archive.toString());
    try (DockerEngine docker = DockerEngine.start()) {
      docker.load(archive);
      assertThat(python(docker, LOADED)).isEqualTo("libpq.so.5 True");
      // The base's own packages, which libpq5 needs too, are not installed a second time.
      assertThat(python(docker, ADDED)).contains("'libpq5").doesNotContain("'libc6");
    }
  }

  private static String python(ContainerEngine engine, String program) {
    List<String> options = new ArrayList<>(ContainerEngine.CONFINED);
    options.addAll(List.of("--entrypoint", "python"));
    return engine.run(NAME, options, "-c", program).success();
  }
}
