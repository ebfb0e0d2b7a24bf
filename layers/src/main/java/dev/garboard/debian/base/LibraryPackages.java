package dev.garboard.debian.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Debian package that has a library, by the rule that names packages after sonames (Debian
/// Policy §8.1) and a table of those that do not follow it. An index of all files would be sure,
/// but is larger than most images.
final class LibraryPackages {

  private static final Pattern SONAME = Pattern.compile("(.+)\\.so(?:\\.(.+))?");

  private static final Map<String, List<String>> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("libGLU.so.1", List.of("libglu1-mesa")),
          Map.entry("libOpenCL.so.1", List.of("ocl-icd-libopencl1")),
          Map.entry("libatk-bridge-2.0.so.0", List.of("libatk-bridge2.0-0t64")),
          Map.entry("libgio-2.0.so.0", List.of("libglib2.0-0t64", "libglib2.0-0")),
          Map.entry("libgmodule-2.0.so.0", List.of("libglib2.0-0t64", "libglib2.0-0")),
          Map.entry("libgobject-2.0.so.0", List.of("libglib2.0-0t64", "libglib2.0-0")),
          Map.entry("libgthread-2.0.so.0", List.of("libglib2.0-0t64", "libglib2.0-0")),
          Map.entry("libgdk-3.so.0", List.of("libgtk-3-0t64", "libgtk-3-0")),
          Map.entry("libharfbuzz.so.0", List.of("libharfbuzz0b")),
          Map.entry("libjack.so.0", List.of("libjack-jackd2-0")),
          Map.entry("libjpeg.so.62", List.of("libjpeg62-turbo")),
          Map.entry("liblber.so.2", List.of("libldap2")),
          Map.entry("libpulse-simple.so.0", List.of("libpulse0")),
          Map.entry("libsnappy.so.1", List.of("libsnappy1v5")),
          Map.entry("libssh.so.4", List.of("libssh-4")),
          Map.entry("libvorbis.so.0", List.of("libvorbis0a")),
          Map.entry("libmagic.so.1", List.of("libmagic1t64", "libmagic1")),
          Map.entry("libpangocairo-1.0.so.0", List.of("libpangocairo-1.0-0")),
          Map.entry("libperl.so.5.40", List.of("libperl5.40")),
          Map.entry("libudev.so.1", List.of("libudev1")),
          Map.entry("libxml2.so.2", List.of("libxml2")),
          Map.entry("libz.so.1", List.of("zlib1g")));

  private LibraryPackages() {}

  /// The package of a library, as far as the names are known.
  static List<String> find(String soname, PackageNames names) {
    return names.choose(candidates(soname).stream());
  }

  static List<String> candidates(String soname) {
    List<String> candidates = new ArrayList<>(EXCEPTIONS.getOrDefault(soname, List.of()));
    Matcher matcher = SONAME.matcher(soname);
    if (matcher.matches()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
      String version = matcher.group(2) == null ? "" : matcher.group(2);
      // `libglib-2.0.so.0` is in `libglib2.0-0`, but `libpango-1.0.so.0` in `libpango-1.0-0`.
      String joined = name.replaceFirst("-([0-9.]+)$", "$1");
      for (String stem : List.of(name, joined)) {
        boolean digit = Character.isDigit(stem.charAt(stem.length() - 1));
        String plain = version.isEmpty() ? stem : stem + (digit ? "-" : "") + version;
        candidates.add(plain + "t64");
        candidates.add(plain);
      }
    }
    return candidates;
  }
}
