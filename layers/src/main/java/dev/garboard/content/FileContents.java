package dev.garboard.content;

import java.io.IOException;
import java.nio.file.Path;

/// Makes contents of files, for whoever may know more of a file than its bytes.
@FunctionalInterface
public interface FileContents {

  /// Knows nothing more.
  FileContents PLAIN = Content::of;

  /// The content of a file.
  ///
  /// @throws IOException when the file does not exist or cannot be read
  Content of(Path file) throws IOException;
}
