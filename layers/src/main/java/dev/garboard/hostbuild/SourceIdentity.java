package dev.garboard.hostbuild;

import java.io.IOException;
import java.util.Map;

/// What makes two sources the same, for cache keys.
final class SourceIdentity {

  private SourceIdentity() {}

  static Map<String, Object> of(BuildSource source) throws IOException {
    return switch (source) {
      case BuildSource.Archive archive ->
          Map.of(
              "archive", archive.digest().toString(),
              "filename", archive.filename(),
              "subdirectory", archive.subdirectory());
      case BuildSource.GitCommit(var git) ->
          Map.of(
              "commit", git.commit(),
              "url", GitCheckout.redact(git.url()),
              "subdirectory", git.subdirectory(),
              "lfs", git.lfs());
      case BuildSource.Tree tree ->
          Map.of(
              "tree", SourceTree.list(tree.root(), tree.history()).digest().toString(),
              "subdirectory", tree.subdirectory());
    };
  }
}
