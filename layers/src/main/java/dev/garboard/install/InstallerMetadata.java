package dev.garboard.install;

import dev.garboard.tree.UnixPath;
import java.io.IOException;

/// The files that an installer adds to a dist-info directory (recording installed projects,
/// packaging.python.org).
record InstallerMetadata(TreeAssembly assembly, UnixPath directory) {

  void write(InstallOptions options) throws IOException {
    if (options.requested()) {
      assembly.generate(directory.resolve("REQUESTED"), "", false);
    }
    if (!options.directUrl().isEmpty()) {
      assembly.generate(directory.resolve("direct_url.json"), options.directUrl(), false);
    }
    assembly.generate(directory.resolve("INSTALLER"), options.installer(), false);
  }
}
