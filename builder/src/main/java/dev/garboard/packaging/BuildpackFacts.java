package dev.garboard.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// What `buildpack.toml` says of the buildpack (buildpack interface specification 0.10,
/// "buildpack.toml"). A text that is not told is empty.
///
/// @param api version of the buildpack API
/// @param keywords for search
/// @param licenses SPDX identifiers
/// @param targets `os/architecture`
record BuildpackFacts(
    String api,
    Identity identity,
    String description,
    List<String> keywords,
    List<String> licenses,
    List<String> targets) {

  BuildpackFacts {
    keywords = List.copyOf(keywords);
    licenses = List.copyOf(licenses);
    targets = List.copyOf(targets);
  }

  /// Which buildpack it is.
  record Identity(String id, String version, String name, String homepage) {}

  /// @throws IOException when the file cannot be read, or says too little
  static BuildpackFacts read(Path file) throws IOException {
    TomlParseResult toml = Toml.parse(Files.readString(file));
    if (toml.hasErrors()) {
      throw new IOException(file + ": " + toml.errors().getFirst());
    }
    TomlTable buildpack = toml.getTableOrEmpty("buildpack");
    String api = text(toml, "api");
    Identity identity =
        new Identity(
            text(buildpack, "id"),
            text(buildpack, "version"),
            text(buildpack, "name"),
            text(buildpack, "homepage"));
    if (api.isEmpty() || identity.id.isEmpty() || identity.version.isEmpty()) {
      throw new IOException(file + ": api, buildpack.id and buildpack.version must be there");
    }
    return new BuildpackFacts(
        api,
        identity,
        text(buildpack, "description"),
        texts(buildpack.getArrayOrEmpty("keywords")),
        tables(buildpack, "licenses").stream().map(each -> text(each, "type")).toList(),
        tables(toml, "targets").stream()
            .map(each -> text(each, "os") + "/" + text(each, "arch"))
            .toList());
  }

  private static String text(TomlTable table, String key) {
    return table.getString(key, () -> "");
  }

  private static List<String> texts(TomlArray array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      texts.add(array.getString(i));
    }
    return texts;
  }

  private static List<TomlTable> tables(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      tables.add(array.getTable(i));
    }
    return tables;
  }
}
