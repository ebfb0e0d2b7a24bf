package dev.garboard.selection;

import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The wheel tags that a target accepts, best first.
///
/// Specification: platform compatibility tags, packaging.python.org (PEP 425), in uv's order.
public final class WheelTags {

  private final List<WheelTag> tags;
  private final Map<WheelTag, Integer> ranks = new HashMap<>();
  private final boolean freeThreaded;

  private WheelTags(List<WheelTag> tags, boolean freeThreaded) {
    this.tags = List.copyOf(tags);
    this.freeThreaded = freeThreaded;
    for (int i = 0; i < tags.size(); i++) {
      ranks.putIfAbsent(tags.get(i), i);
    }
  }

  /// The tags of this target.
  public static WheelTags of(Target target) {
    List<String> platforms = PlatformTags.of(target);
    int minor = target.python().get(1);
    String interpreter = "cp3" + minor;
    boolean threads = target.freeThreaded();
    List<WheelTag> tags = new ArrayList<>();
    add(tags, interpreter, interpreter + (threads ? "t" : ""), platforms);
    for (int m = minor; m >= 2; m--) {
      add(tags, "cp3" + m, threads ? "abi3t" : "abi3", platforms);
      if (m == minor) {
        add(tags, interpreter, "none", platforms);
      }
    }
    List<String> generic = new ArrayList<>(List.of("py3" + minor, "py3"));
    for (int m = minor - 1; m >= 0; m--) {
      generic.add("py3" + m);
    }
    for (String python : generic) {
      add(tags, python, "none", platforms);
    }
    add(tags, interpreter, "none", List.of("any"));
    for (String python : generic) {
      add(tags, python, "none", List.of("any"));
    }
    return new WheelTags(tags, threads);
  }

  private static void add(List<WheelTag> tags, String python, String abi, List<String> platforms) {
    for (String platform : platforms) {
      tags.add(new WheelTag(python, abi, platform));
    }
  }

  /// All of them, best first.
  public List<WheelTag> tags() {
    return tags;
  }

  /// The most specific one.
  public WheelTag best() {
    return tags.getFirst();
  }

  /// The place of the wheel's best tag, 0 the best of all; empty when no tag fits.
  public OptionalInt rank(WheelFilename wheel) {
    if (!wheel.variant().isEmpty() || (freeThreaded && !allowsFreeThreading(wheel))) {
      return OptionalInt.empty();
    }
    int best = Integer.MAX_VALUE;
    for (WheelTag tag : wheel.tags()) {
      best = Math.min(best, ranks.getOrDefault(tag, Integer.MAX_VALUE));
    }
    return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private static boolean allowsFreeThreading(WheelFilename wheel) {
    return wheel.abiTags().stream()
        .anyMatch(abi ->
            abi.equals("none")
                || abi.equals("abi3t")
                || (abi.startsWith("cp") && abi.endsWith("t")));
  }
}
