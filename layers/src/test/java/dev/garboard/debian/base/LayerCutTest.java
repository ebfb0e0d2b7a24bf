package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayerCutTest {

  private static FileTree tree(String name) {
    FileTree.TreeWriter writer = FileTree.writer();
    writer.put(UnixPath.of("usr/share/" + name), TreeEntry.text(name));
    return writer.tree();
  }

  private static List<BaseLayer> cut(Map<String, Long> sizes) {
    SequencedMap<String, FileTree> trees = new TreeMap<>();
    sizes.keySet().forEach(name -> trees.put(name, tree(name)));
    return LayerCut.cut(trees, sizes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 20, 200})
  void neverMakesMoreThanEightLayers(int count) {
    Map<String, Long> sizes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      sizes.put("large-" + i, (long) (i + 1) << 20);
      sizes.put("small-" + i, 1000L + i);
    }
    List<BaseLayer> layers = cut(sizes);

    assertThat(layers).hasSizeLessThanOrEqualTo(LayerCut.LAYER_LIMIT);
    assertThat(layers.stream().flatMap(layer -> layer.packages().stream()))
        .containsExactlyInAnyOrderElementsOf(sizes.keySet());
  }

  @Test
  void putsLargePackagesAloneLargestFirst() {
    List<BaseLayer> layers = cut(Map.of("a", 1L << 20, "b", 3L << 20, "c", (1L << 20) - 1));

    assertThat(layers).extracting(BaseLayer::name).startsWith("b", "a");
    assertThat(layers.getLast().packages()).containsExactly("c");
  }

  @Test
  void aNewSmallPackageMovesNoOther() {
    Map<String, Long> sizes = new TreeMap<>();
    for (String name : List.of("zlib1g", "libffi8", "tzdata", "netbase", "libuuid1")) {
      sizes.put(name, 1000L);
    }
    Map<String, String> before = layersByPackage(cut(sizes));
    sizes.put("libnew1", 1000L);

    assertThat(layersByPackage(cut(sizes))).containsAllEntriesOf(before);
  }

  private static Map<String, String> layersByPackage(List<BaseLayer> layers) {
    Map<String, String> result = new TreeMap<>();
    layers.forEach(layer -> layer.packages().forEach(name -> result.put(name, layer.name())));
    return result;
  }
}
