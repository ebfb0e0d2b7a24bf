package dev.garboard.pipeline;

import dev.garboard.install.DirectUrl;
import dev.garboard.install.InstallOptions;
import dev.garboard.project.PackageSource;

/// What an installation records about where a distribution came from (PEP 610).
public final class InstallOptionsOf {

  private InstallOptionsOf() {}

  static InstallOptions source(PackageSource source) {
    InstallOptions options = InstallOptions.defaults();
    return switch (source) {
      case PackageSource.Registry _ -> options;
      case PackageSource.Url(String url, String subdirectory) ->
          options.withDirectUrl(new DirectUrl.Archive(url, subdirectory).json());
      // A path of the build host means nothing in an image: the file's name alone is kept.
      case PackageSource.PathArchive(String path) ->
          options.withDirectUrl(
              new DirectUrl.Archive("file:///" + path.substring(path.lastIndexOf('/') + 1), "")
                  .json());
      case PackageSource.Git git -> options.withDirectUrl(of(git).json());
      case PackageSource.Directory _ -> options;
      case PackageSource.Editable _ -> options;
      case PackageSource.Virtual _ -> options;
    };
  }

  /// The address of a repository at its commit.
  public static DirectUrl.Git of(PackageSource.Git git) {
    String revision = git.requested().substring(git.requested().indexOf('=') + 1);
    return new DirectUrl.Git(git.url(), git.commit(), revision, git.lfs(), git.subdirectory());
  }
}
