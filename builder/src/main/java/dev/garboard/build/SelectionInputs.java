package dev.garboard.build;

import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.oci.Platform;
import dev.garboard.pipeline.SourceTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All that decides which layers lie between the base and the application, as far as it is known
/// before the lockfile is read: the digests of the files, and every effective setting. With the
/// platform, the bytecode and the content of local sources it makes the selection key.
///
/// @param root of the workspace
/// @param facts in a fixed order; none where the layers are not decided by what is known
public record SelectionInputs(Path root, List<String> facts) {

  /// Raised whenever equal inputs select or cut otherwise.
  private static final int FORMAT = 1;

  /// Copies.
  public SelectionInputs {
    facts = List.copyOf(facts);
  }

  /// Layers that are decided by something else, too.
  public static SelectionInputs unknown(Path root) {
    return new SelectionInputs(root, List.of());
  }

  /// Whether there is a selection key.
  public boolean areKnown() {
    return !facts.isEmpty();
  }

  /// The selection key.
  ///
  /// @param bytecode version of the CPython that compiles, or that there is none
  /// @param sources local trees whose content is in the layers, relative to the root
  /// @throws IOException when a source cannot be read
  public Digest key(Platform platform, String bytecode, List<String> sources) throws IOException {
    List<Map<String, Object>> contents = new ArrayList<>();
    for (String source : sources) {
      BuildSource.Tree tree = tree(source);
      contents.add(Map.of("path", source, "digest", tree.digest().toString()));
    }
    return Hashing.sha256(
        CanonicalJson.write(
            Map.of(
                "format", FORMAT,
                "facts", facts,
                "platform", platform.os() + "/" + platform.architecture(),
                "bytecode", bytecode,
                "sources", contents)));
  }

  /// The local tree of this path.
  ///
  /// @throws IOException when its `pyproject.toml` cannot be read
  BuildSource.Tree tree(String source) throws IOException {
    return SourceTrees.of(root.resolve(source).normalize());
  }

  /// The path of a local tree, relative to the root.
  String path(BuildSource.Tree tree) {
    return root.relativize(tree.root().resolve(tree.subdirectory()).normalize()).toString();
  }
}
