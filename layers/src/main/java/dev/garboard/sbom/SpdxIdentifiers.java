package dev.garboard.sbom;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The SPDX identifiers that Python distributions use in a free-text field, and those classifiers
/// that mean exactly one of them. `BSD License` and `Apache Software License` do not: several
/// licences go by these names.
final class SpdxIdentifiers {

  private static final Map<String, String> BY_LOWER_CASE =
      List.of(
              "0BSD",
              "AGPL-3.0-only",
              "AGPL-3.0-or-later",
              "Apache-2.0",
              "BSD-2-Clause",
              "BSD-3-Clause",
              "BSL-1.0",
              "CC0-1.0",
              "EPL-2.0",
              "GPL-2.0-only",
              "GPL-2.0-or-later",
              "GPL-3.0-only",
              "GPL-3.0-or-later",
              "HPND",
              "ISC",
              "LGPL-2.1-only",
              "LGPL-2.1-or-later",
              "LGPL-3.0-only",
              "LGPL-3.0-or-later",
              "MIT",
              "MIT-0",
              "MIT-CMU",
              "MPL-2.0",
              "PSF-2.0",
              "Python-2.0",
              "Unlicense",
              "Zlib",
              "ZPL-2.1")
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), Function.identity()));

  private static final Map<String, String> BY_CLASSIFIER =
      Map.ofEntries(
          Map.entry("MIT License", "MIT"),
          Map.entry("MIT No Attribution License (MIT-0)", "MIT-0"),
          Map.entry("ISC License (ISCL)", "ISC"),
          Map.entry("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
          Map.entry("The Unlicense (Unlicense)", "Unlicense"),
          Map.entry("Boost Software License 1.0 (BSL-1.0)", "BSL-1.0"),
          Map.entry("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0"),
          Map.entry("Eclipse Public License 2.0 (EPL-2.0)", "EPL-2.0"),
          Map.entry("Historical Permission Notice and Disclaimer (HPND)", "HPND"),
          Map.entry("zlib/libpng License", "Zlib"),
          Map.entry("GNU General Public License v2 (GPLv2)", "GPL-2.0-only"),
          Map.entry("GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"),
          Map.entry("GNU General Public License v3 (GPLv3)", "GPL-3.0-only"),
          Map.entry("GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
          Map.entry("GNU Lesser General Public License v3 (LGPLv3)", "LGPL-3.0-only"),
          Map.entry("GNU Lesser General Public License v3 or later (LGPLv3+)", "LGPL-3.0-or-later"),
          Map.entry("GNU Affero General Public License v3", "AGPL-3.0-only"),
          Map.entry(
              "GNU Affero General Public License v3 or later (AGPLv3+)", "AGPL-3.0-or-later"));

  private SpdxIdentifiers() {}

  /// The identifier that this text is, in whatever case.
  static Optional<String> ofName(String text) {
    return Optional.ofNullable(BY_LOWER_CASE.get(text.toLowerCase(Locale.ROOT)));
  }

  /// The identifier that the last part of a licence classifier stands for.
  static Optional<String> ofClassifier(String name) {
    return Optional.ofNullable(BY_CLASSIFIER.get(name));
  }
}
