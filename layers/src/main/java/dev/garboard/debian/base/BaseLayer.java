package dev.garboard.debian.base;

import dev.garboard.tree.FileTree;
import java.util.List;

/// One layer of a base: the packages in it and their files.
public record BaseLayer(String name, List<String> packages, FileTree tree) {

  /// Copies.
  public BaseLayer {
    packages = List.copyOf(packages);
  }
}
