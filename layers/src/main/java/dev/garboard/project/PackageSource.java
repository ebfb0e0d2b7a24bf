package dev.garboard.project;

/// Where the lockfile says that a package comes from: the `source` table of `[[package]]`.
///
/// Paths are as written in the lockfile, relative to its directory unless absolute; `.` is the
/// empty text.
public sealed interface PackageSource {

  /// The lockfile's own word for the kind: `registry`, `url`, `path` and so on.
  String kind();

  /// A Python package index, by URL, or a flat directory of files, by path.
  record Registry(String location) implements PackageSource {
    /// Whether the index is named by URL; a drive letter is no scheme.
    public boolean isUrl() {
      return location.matches("(https?|file|ftp|git\\+[a-z]+|svn\\+[a-z]+|hg\\+[a-z]+):.*");
    }

    @Override
    public String kind() {
      return "registry";
    }
  }

  /// A repository at an exact commit. `subdirectory` and `path` are empty when absent.
  ///
  /// @param url the repository, without query and fragment
  /// @param requested branch, tag or revision asked for, as `key=value`; empty for the default
  ///   branch
  /// @param commit the full commit id
  record Git(
      String url, String requested, String commit, String subdirectory, String path, boolean lfs)
      implements PackageSource {
    @Override
    public String kind() {
      return "git";
    }
  }

  /// One archive, by URL; wheel or sdist is told by its name. `subdirectory` is empty when absent.
  record Url(String url, String subdirectory) implements PackageSource {
    @Override
    public String kind() {
      return "url";
    }
  }

  /// One archive, by path.
  record PathArchive(String path) implements PackageSource {
    @Override
    public String kind() {
      return "path";
    }
  }

  /// A source tree that is built and installed.
  record Directory(String path) implements PackageSource {
    @Override
    public String kind() {
      return "directory";
    }
  }

  /// A source tree that is installed in place.
  record Editable(String path) implements PackageSource {
    @Override
    public String kind() {
      return "editable";
    }
  }

  /// A source tree that only carries dependencies and is never installed.
  record Virtual(String path) implements PackageSource {
    @Override
    public String kind() {
      return "virtual";
    }
  }
}
