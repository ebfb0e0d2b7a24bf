package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Trees that the tests write.
final class SampleTrees {

  private static final String SITE = "opt/venv/lib/python3.13/site-packages";

  private SampleTrees() {}

  /// One of everything that a tar header may have to say.
  static FileTree corners() {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("a"), new TreeEntry.Directory(new Attributes(01777, 5, 6)));
    tree.put(UnixPath.of("a-b"), TreeEntry.text("sorts between a directory and its files"));
    tree.put(UnixPath.of("a/run"), TreeEntry.file(Content.of("#!/bin/sh\n"), true));
    tree.put(UnixPath.of("a/empty"), TreeEntry.text(""));
    tree.put(UnixPath.of("a/block"), TreeEntry.file(Content.of(new byte[512]), false));
    tree.put(UnixPath.of("a/new\nline and space"), TreeEntry.text("x"));
    tree.put(
        UnixPath.of("a/owned"),
        new TreeEntry.RegularFile(Content.of("x"), new Attributes(04750, 65532, 3_000_000)));
    tree.put(UnixPath.of("b/link"), TreeEntry.symlink("../a/run"));
    tree.put(UnixPath.of("b/long link"), TreeEntry.symlink("/".repeat(60) + "t".repeat(60)));
    tree.put(UnixPath.of("b/ünï\uD83D\uDC0D.py"), TreeEntry.text("y"));
    tree.put(UnixPath.of("b/é-link"), TreeEntry.symlink("ünï\uD83D\uDC0D.py"));
    tree.put(
        UnixPath.of("a/hard"), new TreeEntry.HardLink(UnixPath.of("z/last"), Attributes.PLAIN));
    tree.put(UnixPath.of("z/last"), TreeEntry.text("the target sorts after its link"));
    tree.put(UnixPath.of("n".repeat(100)), TreeEntry.text("fits the name field"));
    tree.put(UnixPath.of("n".repeat(101)), TreeEntry.text("does not, and cannot be split"));
    String prefix = "p".repeat(155);
    tree.put(UnixPath.of(prefix + "/" + "n".repeat(100)), TreeEntry.text("fits both fields"));
    tree.put(UnixPath.of(prefix + "/" + "m".repeat(101)), TreeEntry.text("one too many"));
    tree.put(UnixPath.of("q" + prefix + "/" + "n".repeat(100)), TreeEntry.text("one too many"));
    tree.put(
        UnixPath.of("deep/" + ("d".repeat(50) + "/").repeat(6) + "f"),
        TreeEntry.text("many parents"));
    return tree.tree();
  }

  /// Files as from a wheel, some deflated, some not, sizes from nothing to a megabyte.
  static FileTree wheelLike(long seed, boolean deflated) {
    SplittableRandom random = new SplittableRandom(seed);
    FileTree.TreeWriter tree = FileTree.writer();
    for (int i = 0; i < 120; i++) {
      int size = i % 10 == 0 ? random.nextInt(1_000_000) : random.nextInt(1 << random.nextInt(15));
      byte[] bytes = python(random, size);
      Content content =
          deflated && i % 7 != 0 ? DeflatedSample.of(bytes, i % 10) : Content.of(bytes);
      tree.put(
          UnixPath.of(SITE + "/p" + i % 5 + "/m" + i + ".py"),
          TreeEntry.file(content, i % 11 == 0));
    }
    return tree.tree();
  }

  private static byte[] python(SplittableRandom random, int size) {
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append("def f").append(random.nextInt(100_000)).append("(self):\n    return ");
      text.append(Long.toHexString(random.nextLong())).append("\n\n");
    }
    text.setLength(size);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
