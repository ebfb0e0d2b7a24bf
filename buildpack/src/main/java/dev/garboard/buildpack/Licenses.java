package dev.garboard.buildpack;

import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.DeclaredLicenses;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.python.PackageName;
import dev.garboard.sbom.DeclaredLicense;
import dev.garboard.selection.SelectedPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the wheels of a layer say about their licences, as a text of its metadata: the layer's
/// wheels are not opened again while it stays, and the image's bill names their licences all the
/// same. A line is a name, `=` with an expression or `:` with names between tabs.
record Licenses(SortedMap<PackageName, DeclaredLicense> byName) {
  private static final Pattern LINE = Pattern.compile("(?m)^([a-z0-9-]+)([=:])(.+)$");

  Licenses {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /// Reads the wheels of a layer that was made just now.
  static Licenses read(OfWheels recipe, WheelLocator locator) throws IOException {
    List<SelectedPackage> stored = new ArrayList<>();
    List<LocatedWheel> wheels = new ArrayList<>();
    for (WheelToInstall wheel : recipe.wheels()) {
      wheels.addAll(wheel.atHand());
      if (wheel.atHand().isEmpty()) {
        stored.add(wheel.selected());
      }
    }
    wheels.addAll(locator.stored(stored));
    return new Licenses(new TreeMap<>(DeclaredLicenses.of(wheels)));
  }

  /// Of a text, whatever it holds; a line that is none says nothing.
  static Licenses parse(String text) {
    SortedMap<PackageName, DeclaredLicense> byName = new TreeMap<>();
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      String said = lines.group(3);
      byName.put(
          PackageName.of(lines.group(1)),
          lines.group(2).equals("=")
              ? new DeclaredLicense.Expression(said)
              : new DeclaredLicense.Named(List.of(said.split("\t", -1))));
    }
    return new Licenses(byName);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<PackageName, DeclaredLicense> each : byName.entrySet()) {
      switch (each.getValue()) {
        case DeclaredLicense.Expression(String spdx) ->
            text.append(each.getKey()).append('=').append(spdx).append('\n');
        case DeclaredLicense.Named(List<String> names) ->
            text.append(each.getKey()).append(':').append(String.join("\t", names)).append('\n');
        case DeclaredLicense.Unknown() -> {}
      }
    }
    return text.toString();
  }

  /// Of several layers.
  static Licenses all(Iterable<Licenses> parts) {
    SortedMap<PackageName, DeclaredLicense> all = new TreeMap<>();
    parts.forEach(part -> all.putAll(part.byName));
    return new Licenses(all);
  }
}
