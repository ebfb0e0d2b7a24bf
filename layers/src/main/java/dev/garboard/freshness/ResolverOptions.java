package dev.garboard.freshness;

import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.project.Lockfile;
import dev.garboard.python.PackageName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares the settings of uv's resolver with the lockfile's `[options]`.
final class ResolverOptions {

  private static final String NEWER = "exclude-newer";
  private static final String SPAN = "exclude-newer-span";

  /// A setting, the lockfile's word for it, and what both mean where they say nothing.
  private record Choice(String setting, String option, String fallback) {}

  private static final List<Choice> CHOICES =
      List.of(
          new Choice("resolution", "resolution-mode", "highest"),
          new Choice("prerelease", "prerelease-mode", "if-necessary"),
          new Choice("fork-strategy", "fork-strategy", "requires-python"));

  /// uv's settings that change a resolution and are compared nowhere here.
  private static final List<String> NOT_COMPARED =
      List.of("prerelease-package", "minimum-libc-version", "no-sources", "no-sources-package");

  private final String file;
  private final Lockfile lockfile;
  private final Findings findings;

  ResolverOptions(String file, Lockfile lockfile, Findings findings) {
    this.file = file;
    this.lockfile = lockfile;
    this.findings = findings;
  }

  void check(Map<?, ?> uv) {
    Map<String, Object> options = lockfile.header().options();
    for (Choice choice : CHOICES) {
      findings.compareValues(
          file,
          "tool.uv." + choice.setting(),
          mode(uv.get(choice.setting()), choice.fallback()),
          mode(options.get(choice.option()), choice.fallback()));
    }
    for (String key : NOT_COMPARED) {
      if (uv.containsKey(key) || options.containsKey(key)) {
        findings.doubt(file, "tool.uv." + key, Reason.NOT_COMPARED);
      }
    }
    cutoff("tool.uv." + NEWER, uv.get(NEWER), recorded(options));
    Map<String, Object> declared = byPackage(uv.get(NEWER + "-package"));
    declared.keySet().removeIf(name -> lockfile.named(PackageName.of(name)).isEmpty());
    Map<String, Object> locked = byPackage(options.get(NEWER + "-package"));
    Set<String> names = new LinkedHashSet<>(declared.keySet());
    names.addAll(locked.keySet());
    for (String name : names) {
      Object recorded = locked.get(name);
      if (recorded == null && Boolean.FALSE.equals(declared.get(name))) {
        // uv re-resolves for an exemption only where there is something to be exempt from.
        findings.doubt(file, "tool.uv." + NEWER + "-package." + name, Reason.NOT_COMPARED);
        continue;
      }
      cutoff(
          "tool.uv." + NEWER + "-package." + name,
          declared.get(name),
          recorded instanceof Map<?, ?> spanned ? spanned.get("span") : recorded);
    }
  }

  /// The older name of a mode is an alias.
  private static String mode(@Nullable Object value, String fallback) {
    String said = value instanceof String text ? text : fallback;
    return said.equals("if-necessary-or-explicit") ? "if-necessary" : said;
  }

  private static @Nullable Object recorded(Map<String, Object> options) {
    Object span = options.get(SPAN);
    return span == null ? options.get(NEWER) : span;
  }

  private static Map<String, Object> byPackage(@Nullable Object table) {
    Map<String, Object> values = new TreeMap<>();
    if (table instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(PackageName.of(String.valueOf(name)).value(), value));
    }
    return values;
  }

  private void cutoff(String key, @Nullable Object declared, @Nullable Object locked) {
    if (declared == null || locked == null) {
      findings.compareValues(file, key, text(declared), text(locked));
      return;
    }
    Optional<Boolean> same = Cutoff.same(text(declared), text(locked));
    if (same.isEmpty()) {
      findings.doubt(file, key, Reason.NOT_COMPARED);
    } else if (!same.get()) {
      findings.compareValues(file, key, text(declared), text(locked));
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
