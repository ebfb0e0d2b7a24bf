package dev.garboard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of a distribution. Order and equality ignore trailing zeros: `1.0` equals `1.0.0`.
///
/// Specification: version specifiers, packaging.python.org (PEP 440).
public final class Version implements Comparable<Version> {

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)"
              + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<pren>[0-9]+)?)?"
              + "(?:-(?<postimplicit>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postn>[0-9]+)?)?"
              + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devn>[0-9]+)?)?"
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  private final long epoch;
  private final List<Long> release;
  private final VersionSuffix suffix;
  private final List<String> local;

  private Version(long epoch, List<Long> release, VersionSuffix suffix, List<String> local) {
    this.epoch = epoch;
    this.release = List.copyOf(release);
    this.suffix = suffix;
    this.local = List.copyOf(local);
  }

  /// Reads a version in any spelling that PEP 440 normalises.
  ///
  /// @throws IllegalArgumentException when the text is not a version, or a number in it does not
  ///   fit 63 bits
  public static Version parse(String text) {
    Matcher m = GRAMMAR.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw new IllegalArgumentException("not a version: `" + text + "`");
    }
    List<Long> release = new ArrayList<>();
    for (String part : m.group("release").split("\\.", -1)) {
      release.add(number(text, part));
    }
    String local = m.group("local");
    return new Version(
        m.group("epoch") == null ? 0 : number(text, m.group("epoch")),
        release,
        VersionSuffix.of(text, m),
        local == null ? List.of() : localParts(local));
  }

  /// The version with this release segment alone.
  public static Version of(List<Long> release) {
    return new Version(0, release, VersionSuffix.NONE, List.of());
  }

  static long number(String text, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a version: `" + text + "`: number too large", e);
    }
  }

  private static List<String> localParts(String local) {
    List<String> parts = new ArrayList<>();
    for (String part : local.split("[-_.]", -1)) {
      parts.add(isNumber(part) ? part.replaceFirst("^0+(?=.)", "") : part);
    }
    return parts;
  }

  /// The numbers between dots, as written.
  public List<Long> release() {
    return release;
  }

  /// The number at this place of the release segment, 0 beyond its end.
  public long releaseAt(int index) {
    return index < release.size() ? release.get(index) : 0;
  }

  /// Epoch and release segment alone.
  public Version onlyRelease() {
    return new Version(epoch, release, VersionSuffix.NONE, List.of());
  }

  /// This version without its local segment.
  public Version withoutLocal() {
    return new Version(epoch, release, suffix, List.of());
  }

  /// Whether there is a local segment (`+cu128`).
  public boolean hasLocal() {
    return !local.isEmpty();
  }

  /// Whether it is a pre-release or a development release.
  public boolean isPrerelease() {
    return suffix.isPrerelease();
  }

  /// Whether it has a post-release segment.
  public boolean isPostrelease() {
    return suffix.isPostrelease();
  }

  /// Whether epoch and the first `places` numbers of the release segments agree.
  boolean sameReleasePrefix(Version other, int places) {
    if (epoch != other.epoch) {
      return false;
    }
    for (int i = 0; i < places; i++) {
      if (releaseAt(i) != other.releaseAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(epoch, other.epoch);
    for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
      order = Long.compare(releaseAt(i), other.releaseAt(i));
    }
    if (order == 0) {
      order = suffix.compareTo(other.suffix);
    }
    return order != 0 ? order : compareLocal(local, other.local);
  }

  private static int compareLocal(List<String> left, List<String> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compareLocalPart(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /// Numbers are above words and compare by value.
  private static int compareLocalPart(String left, String right) {
    boolean leftNumber = isNumber(left);
    if (leftNumber != isNumber(right)) {
      return leftNumber ? 1 : -1;
    }
    if (leftNumber && left.length() != right.length()) {
      return Integer.compare(left.length(), right.length());
    }
    return left.compareTo(right);
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(epoch);
    int significant = release.size();
    while (significant > 1 && release.get(significant - 1) == 0) {
      significant--;
    }
    hash = 31 * hash + release.subList(0, significant).hashCode();
    return 31 * (31 * hash + suffix.hashCode()) + local.hashCode();
  }

  /// The normalised spelling.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (epoch != 0) {
      text.append(epoch).append('!');
    }
    for (int i = 0; i < release.size(); i++) {
      text.append(i == 0 ? "" : ".").append(release.get(i));
    }
    text.append(suffix);
    if (!local.isEmpty()) {
      text.append('+').append(String.join(".", local));
    }
    return text.toString();
  }
}
