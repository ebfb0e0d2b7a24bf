package dev.garboard.layer;

import dev.garboard.deflate.InvalidDeflateException;
import dev.garboard.tree.UnixPath;

/// Why a tree cannot become a layer.
public sealed interface LayerProblem {

  /// The entry at fault.
  UnixPath path();

  /// The content has another number of bytes than it announced; reading stopped at the first byte
  /// too many.
  record SizeMismatch(UnixPath path, long recorded, long actual) implements LayerProblem {}

  /// The file behind the content changed between the plan and the end of its reading.
  record Changed(UnixPath path) implements LayerProblem {}

  /// The inflated bytes have another CRC-32 than was recorded beside them.
  record ChecksumMismatch(UnixPath path, int recorded, int actual) implements LayerProblem {}

  /// The deflate stream ends before or after the recorded number of bytes.
  record DeflatedSizeMismatch(UnixPath path, long recorded, long actual) implements LayerProblem {}

  /// The deflate stream is not valid.
  ///
  /// @param bitOffset from the start of the stream
  record InvalidDeflate(UnixPath path, InvalidDeflateException.Fault fault, long bitOffset)
      implements LayerProblem {}

  /// An entry lies below something that is not a directory.
  record ParentNotDirectory(UnixPath path, UnixPath parent) implements LayerProblem {}

  /// A hard link names something that is not a regular file of the tree.
  record DanglingHardLink(UnixPath path, UnixPath target) implements LayerProblem {}

  /// A path or link target that a tar header cannot hold: not Unicode text, empty, or with a NUL.
  record UnencodableName(UnixPath path, String name) implements LayerProblem {}
}
