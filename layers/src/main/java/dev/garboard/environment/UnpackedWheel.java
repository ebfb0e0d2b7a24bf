package dev.garboard.environment;

import dev.garboard.tree.UnixPath;
import java.nio.file.Path;
import java.util.List;

/// A distribution that lies unpacked in the neutral layout, ready to be linked into environments.
///
/// @param directory the root of its files, which must not be changed
/// @param distInfo the name of its dist-info directory
/// @param files all but RECORD
/// @param record the text of RECORD, with paths relative to the neutral site-packages
record UnpackedWheel(Path directory, String distInfo, List<UnpackedFile> files, String record) {

  UnpackedWheel {
    files = List.copyOf(files);
  }

  Path source(UnixPath path) {
    return directory.resolve(path.value());
  }
}
