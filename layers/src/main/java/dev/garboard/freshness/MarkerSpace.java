package dev.garboard.freshness;

import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.MarkerVariable;
import dev.garboard.python.Version;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// Environments that tell markers apart: for each variable the values that the markers name, their
/// neighbours, and one that none of them names. Two markers that agree in all of these mean the
/// same.
final class MarkerSpace {

  private static final long LIMIT = 200_000;
  private static final String OTHER = "~";

  /// uv reads the left one as the right one.
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "Linux", "linux",
          "Windows", "win32",
          "Darwin", "darwin",
          "AIX", "aix",
          "Android", "android",
          "Emscripten", "emscripten");

  private final Map<MarkerVariable, Set<String>> texts = new EnumMap<>(MarkerVariable.class);
  private final Map<MarkerVariable, Set<Version>> versions = new EnumMap<>(MarkerVariable.class);
  private final LinkedHashSet<ExtraName> extras = new LinkedHashSet<>();

  private MarkerSpace() {}

  /// Empty when there are too many environments.
  static Optional<MarkerSpace> of(Collection<Marker> markers, PythonRange range) {
    MarkerSpace space = new MarkerSpace();
    for (MarkerVariable variable : MarkerVariable.values()) {
      if (variable.isVersion()) {
        space.versions.put(variable, new TreeSet<>(List.of(Version.parse("3.12.1"))));
      } else {
        space.texts.put(variable, new LinkedHashSet<>(List.of(OTHER)));
      }
    }
    for (Version end : range.ends()) {
      space.around(MarkerVariable.PYTHON_FULL_VERSION, end);
    }
    markers.forEach(space::add);
    space.pythons().removeIf(version -> !range.contains(version));
    return space.size() <= LIMIT ? Optional.of(space) : Optional.empty();
  }

  private Set<Version> pythons() {
    return versions.getOrDefault(MarkerVariable.PYTHON_FULL_VERSION, new TreeSet<>());
  }

  private void add(Marker marker) {
    switch (marker) {
      case Marker.Constant _, Marker.ListMembership _ -> {
        // The same in every environment.
      }
      case Marker.And(List<Marker> terms) -> terms.forEach(this::add);
      case Marker.Or(List<Marker> terms) -> terms.forEach(this::add);
      case Marker.Extra(ExtraName name, boolean _) -> extras.add(name);
      case Marker.VersionTest(MarkerVariable variable, var clause) ->
          around(variable, clause.version());
      case Marker.VersionMembership(MarkerVariable variable, List<Version> members, boolean _) ->
          members.forEach(version -> around(variable, version));
      case Marker.TextTest(MarkerVariable variable, var _, String literal) ->
          add(variable, literal);
      case Marker.Containment(MarkerVariable variable, String literal, boolean inside, boolean _) ->
          Stream.concat(
                  Stream.of(literal),
                  inside ? Stream.of(literal.split("[\\s,]+", -1)) : Stream.of(literal + OTHER))
              .forEach(value -> add(variable, value));
    }
  }

  private void add(MarkerVariable variable, String value) {
    if (variable == MarkerVariable.PLATFORM_SYSTEM) {
      set(MarkerVariable.SYS_PLATFORM).add(SYSTEMS.getOrDefault(value, OTHER + value));
      return;
    }
    Set<String> values = set(variable);
    values.add(value);
    if (variable == MarkerVariable.PLATFORM_RELEASE
        || variable == MarkerVariable.PLATFORM_VERSION) {
      values.add("");
      values.add(value + OTHER);
    }
  }

  private Set<String> set(MarkerVariable variable) {
    return texts.getOrDefault(variable, new HashSet<>());
  }

  /// The version itself, and what lies just below and above it and its minor version.
  private void around(MarkerVariable variable, Version version) {
    Set<Version> values =
        variable == MarkerVariable.PYTHON_VERSION
            ? pythons()
            : versions.getOrDefault(variable, new TreeSet<>());
    long major = version.releaseAt(0);
    long minor = version.releaseAt(1);
    long patch = version.releaseAt(2);
    values.add(version.onlyRelease());
    values.add(release(major, minor, patch + 1));
    values.add(patch > 0 ? release(major, minor, patch - 1) : before(major, minor));
    values.add(release(major, minor, 0));
    values.add(before(major, minor));
    values.add(release(major, minor + 1, 0));
    values.add(release(major + 1, 0, 0));
    values.add(release(major, 0, 0));
    values.add(before(major, 0));
  }

  private static Version before(long major, long minor) {
    return minor > 0 ? release(major, minor - 1, 999) : release(Math.max(0, major - 1), 999, 999);
  }

  private static Version release(long major, long minor, long patch) {
    return Version.of(List.of(major, minor, patch));
  }

  private long size() {
    long size = extras.size() > 10 ? LIMIT + 1 : 1L << extras.size();
    for (Set<String> values : texts.values()) {
      size = Math.min(LIMIT + 1, size * values.size());
    }
    size = Math.min(LIMIT + 1, size * pythons().size());
    return Math.min(LIMIT + 1, size * implementations().size());
  }

  private Set<Version> implementations() {
    return versions.getOrDefault(MarkerVariable.IMPLEMENTATION_VERSION, new TreeSet<>());
  }

  boolean allMatch(BiPredicate<MarkerEnvironment, Set<ExtraName>> test) {
    Draw draw = new Draw();
    for (long i = 0, size = size(); i < size; i++) {
      draw.rest = i;
      Set<ExtraName> active = active(draw);
      MarkerEnvironment environment = environment(draw);
      if (isPossible(environment) && !test.test(environment, active)) {
        return false;
      }
    }
    return true;
  }

  /// A number taken apart into one choice after another.
  private static final class Draw {
    private long rest;

    <T> T from(Collection<T> values) {
      int choice = (int) (rest % values.size());
      rest /= values.size();
      return List.copyOf(values).get(choice);
    }
  }

  private Set<ExtraName> active(Draw draw) {
    Set<ExtraName> active = new HashSet<>();
    for (ExtraName extra : extras) {
      if (draw.from(List.of(false, true))) {
        active.add(extra);
      }
    }
    return active;
  }

  private MarkerEnvironment environment(Draw draw) {
    String system = draw.from(set(MarkerVariable.SYS_PLATFORM));
    return new MarkerEnvironment(
        new MarkerEnvironment.Platform(
            draw.from(set(MarkerVariable.OS_NAME)),
            system,
            platformSystem(system),
            draw.from(set(MarkerVariable.PLATFORM_MACHINE)),
            draw.from(set(MarkerVariable.PLATFORM_RELEASE)),
            draw.from(set(MarkerVariable.PLATFORM_VERSION))),
        new MarkerEnvironment.Implementation(
            draw.from(set(MarkerVariable.IMPLEMENTATION_NAME)),
            draw.from(set(MarkerVariable.PLATFORM_PYTHON_IMPLEMENTATION)),
            draw.from(implementations()),
            draw.from(pythons())));
  }

  private static String platformSystem(String sysPlatform) {
    for (Map.Entry<String, String> system : SYSTEMS.entrySet()) {
      if (system.getValue().equals(sysPlatform)) {
        return system.getKey();
      }
    }
    return sysPlatform.startsWith(OTHER) ? sysPlatform.substring(OTHER.length()) : sysPlatform;
  }

  /// uv knows which systems go with which `os_name`.
  private static boolean isPossible(MarkerEnvironment environment) {
    String system = environment.platform().sysPlatform();
    return switch (environment.platform().osName()) {
      case "nt" -> !SYSTEMS.containsValue(system) || system.equals("win32");
      case "posix" -> !system.equals("win32");
      default -> true;
    };
  }
}
