package dev.garboard.pipeline;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a layer of a known tree is keyed by: every entry with its attributes and content digest.
final class TreeInputs {

  private TreeInputs() {}

  static Map<String, Object> of(FileTree tree) throws IOException {
    List<Object> entries = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      entries.add(input(entry.getKey().value(), entry.getValue()));
    }
    return Map.of("entries", entries);
  }

  private static List<Object> input(String path, TreeEntry entry) throws IOException {
    Attributes attributes = entry.attributes();
    String owner = attributes.uid() + ":" + attributes.gid();
    List<Object> start = List.of(path, attributes.mode(), owner);
    List<Object> input = new ArrayList<>(start);
    switch (entry) {
      case TreeEntry.RegularFile file -> {
        input.add("file");
        input.add(file.content().sha256().toString());
      }
      case TreeEntry.Directory _ -> input.add("directory");
      case TreeEntry.Symlink link -> {
        input.add("symlink");
        input.add(link.target());
      }
      case TreeEntry.HardLink link -> {
        input.add("link");
        input.add(link.target().value());
      }
    }
    return input;
  }
}
