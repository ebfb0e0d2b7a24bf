package dev.garboard.python;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// What follows the release segment of a [Version]: pre-, post- and development release.
///
/// @param pre `a`, `b`, `rc` or empty
/// @param preNumber 0 when there is no pre-release
/// @param post -1 when there is no post-release
/// @param dev -1 when there is no development release
record VersionSuffix(String pre, long preNumber, long post, long dev)
    implements Comparable<VersionSuffix> {

  static final VersionSuffix NONE = new VersionSuffix("", 0, -1, -1);

  static VersionSuffix of(String text, Matcher m) {
    long post = -1;
    if (m.group("postimplicit") != null) {
      post = Version.number(text, m.group("postimplicit"));
    } else if (m.group("post") != null) {
      post = numberOrZero(text, m.group("postn"));
    }
    String pre = m.group("pre");
    return new VersionSuffix(
        pre == null ? "" : canonical(pre),
        pre == null ? 0 : numberOrZero(text, m.group("pren")),
        post,
        m.group("dev") == null ? -1 : numberOrZero(text, m.group("devn")));
  }

  private static long numberOrZero(String text, @Nullable String digits) {
    return digits == null ? 0 : Version.number(text, digits);
  }

  private static String canonical(String pre) {
    return switch (pre) {
      case "alpha", "a" -> "a";
      case "beta", "b" -> "b";
      default -> "rc";
    };
  }

  boolean isPrerelease() {
    return !pre.isEmpty() || dev >= 0;
  }

  boolean isPostrelease() {
    return post >= 0;
  }

  /// `1.dev` < `1a` < `1b` < `1rc` < `1` < `1.post`.
  private int phase() {
    if (!pre.isEmpty()) {
      return switch (pre) {
        case "a" -> 1;
        case "b" -> 2;
        default -> 3;
      };
    }
    return post < 0 && dev >= 0 ? 0 : 4;
  }

  @Override
  public int compareTo(VersionSuffix other) {
    int order = Integer.compare(phase(), other.phase());
    if (order == 0) {
      order = Long.compare(preNumber, other.preNumber);
    }
    if (order == 0) {
      order = Long.compare(post, other.post);
    }
    return order != 0 ? order : Long.compare(devOrder(), other.devOrder());
  }

  private long devOrder() {
    return dev < 0 ? Long.MAX_VALUE : dev;
  }

  @Override
  public String toString() {
    return pre
        + (pre.isEmpty() ? "" : String.valueOf(preNumber))
        + (post < 0 ? "" : ".post" + post)
        + (dev < 0 ? "" : ".dev" + dev);
  }
}
