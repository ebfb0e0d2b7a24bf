package dev.garboard.tree;

import dev.garboard.content.Content;

/// What lies at a path of a [FileTree].
public sealed interface TreeEntry {

  /// Permission bits and numeric owner.
  Attributes attributes();

  /// Permission bits (at most 07777) and numeric owner. There is no time: layers carry a constant.
  record Attributes(int mode, int uid, int gid) {
    /// A plain file of root: 0644.
    public static final Attributes PLAIN = new Attributes(0644, 0, 0);

    /// An executable file or a directory of root: 0755.
    public static final Attributes EXECUTABLE = new Attributes(0755, 0, 0);

    /// A symbolic link: 0777.
    public static final Attributes LINK = new Attributes(0777, 0, 0);

    /// Validates.
    ///
    /// @throws IllegalArgumentException when the mode has bits beyond 07777 or an id is negative
    public Attributes {
      if ((mode & ~07777) != 0 || uid < 0 || gid < 0) {
        throw new IllegalArgumentException("mode %o, owner %d:%d".formatted(mode, uid, gid));
      }
    }
  }

  /// A regular file.
  record RegularFile(Content content, Attributes attributes) implements TreeEntry {}

  /// A directory.
  record Directory(Attributes attributes) implements TreeEntry {}

  /// A symbolic link; the target is kept as written.
  record Symlink(String target, Attributes attributes) implements TreeEntry {}

  /// Another name of a regular file of the same tree.
  record HardLink(UnixPath target, Attributes attributes) implements TreeEntry {}

  /// A file of root, 0644, or 0755 when executable.
  static RegularFile file(Content content, boolean executable) {
    return new RegularFile(content, executable ? Attributes.EXECUTABLE : Attributes.PLAIN);
  }

  /// A text file of root, 0644.
  static RegularFile text(String text) {
    return file(Content.of(text), false);
  }

  /// A directory of root, 0755.
  static Directory directory() {
    return new Directory(Attributes.EXECUTABLE);
  }

  /// A symbolic link of root.
  static Symlink symlink(String target) {
    return new Symlink(target, Attributes.LINK);
  }
}
