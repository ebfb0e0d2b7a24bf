package dev.garboard.engine;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Debian bases made by `examples/base/make-base.sh`, once until the module is cleaned. Needs
/// `mmdebstrap`, `python3` and the network.
public final class DebianBase {
  private static final Path KEPT = Path.of("target", "bases").toAbsolutePath();

  private DebianBase() {}

  /// The OCI archive of a base for `amd64` or `arm64`.
  public static synchronized Path archive(String suite, String architecture) throws IOException {
    Path archive = KEPT.resolve(suite + "-" + architecture + ".tar");
    if (!Files.exists(archive)) {
      Files.createDirectories(KEPT);
      Command.run(
              List.of(
                  Checkout.root().resolve("examples/base/make-base.sh").toString(),
                  archive.toString(),
                  architecture,
                  suite,
                  // Mirrors lag; signatures are verified all the same.
                  "--aptopt=Acquire::Check-Valid-Until \"false\""))
          .success();
    }
    return archive;
  }

  /// The same base as an archive that old engines load, named `reference`.
  public static Path dockerArchive(Path archive, String reference, Path directory) {
    Path converted = directory.resolve("base.docker.tar");
    Command.run(
            List.of(
                "skopeo",
                "copy",
                "-q",
                "oci-archive:" + archive,
                "docker-archive:" + converted + ":" + reference))
        .success();
    return converted;
  }
}
