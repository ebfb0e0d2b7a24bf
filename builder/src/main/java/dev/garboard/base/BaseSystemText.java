package dev.garboard.base;

import dev.garboard.content.Content;
import dev.garboard.debian.base.LibraryOffer;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The form in which a [BaseSystem] is kept: texts in a JSON object.
final class BaseSystemText {

  private static final String OS_RELEASE = "os-release";
  private static final String CACHE = "loader-cache";
  private static final String PACKAGES = "packages";
  private static final String LIBRARIES = "libraries";

  private BaseSystemText() {}

  static String of(BaseSystem system) throws IOException {
    Map<String, String> packages = new TreeMap<>();
    system
        .packages()
        .forEach((name, id) -> packages.put(name, id.version() + " " + id.architecture()));
    Map<String, String> libraries = new TreeMap<>();
    system
        .libraries()
        .versions()
        .forEach(
            (name, versions) -> libraries.put(name, String.join(" ", new TreeSet<>(versions))));
    return JsonObject.EMPTY
        .with(OS_RELEASE, system.osRelease())
        .with(CACHE, Base64.getEncoder().encodeToString(system.loaderCache().readAll()))
        .with(PACKAGES, (Json) JsonObject.ofTexts(packages))
        .with(LIBRARIES, (Json) JsonObject.ofTexts(libraries))
        .text();
  }

  /// @throws OciException when the text is none of [#of]
  static BaseSystem parse(String text) throws OciException {
    JsonObject json = JsonObject.parse("base system", text);
    Map<String, PackageId> packages = new TreeMap<>();
    texts(json, PACKAGES)
        .forEach((name, id) -> {
          String[] words = id.split(" ", 2);
          packages.put(
              name,
              new PackageId(name, new DebianVersion(words[0]), words.length > 1 ? words[1] : ""));
        });
    Map<String, Set<String>> libraries = new TreeMap<>();
    texts(json, LIBRARIES)
        .forEach((name, versions) ->
            libraries.put(name, versions.isEmpty() ? Set.of() : Set.of(versions.split(" "))));
    return new BaseSystem(
        json.text(OS_RELEASE).orElse(""),
        packages,
        Content.of(Base64.getDecoder().decode(json.text(CACHE).orElse(""))),
        new LibraryOffer(libraries));
  }

  private static Map<String, String> texts(JsonObject json, String name) {
    return json.object(name).orElse(JsonObject.EMPTY).texts();
  }
}
