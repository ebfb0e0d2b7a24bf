package dev.garboard.project;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a `source` table: the first key that is known decides.
final class PackageSourceReader {

  private PackageSourceReader() {}

  static Optional<PackageSource> read(TomlCursor table) {
    if (table.has("registry")) {
      return table.text("registry").map(PackageSource.Registry::new);
    }
    if (table.has("git")) {
      return table.value("git", PackageSourceReader::git);
    }
    if (table.has("url")) {
      String subdirectory = table.text("subdirectory").orElse("");
      return table.text("url").map(url -> new PackageSource.Url(url, subdirectory));
    }
    if (table.has("path")) {
      return table.text("path").map(PackageSource.PathArchive::new);
    }
    if (table.has("directory")) {
      return table.text("directory").map(path -> new PackageSource.Directory(tree(path)));
    }
    if (table.has("editable")) {
      return table.text("editable").map(path -> new PackageSource.Editable(tree(path)));
    }
    if (table.has("virtual")) {
      return table.text("virtual").map(path -> new PackageSource.Virtual(tree(path)));
    }
    table.invalid(table.table(), "", "names no known kind of source");
    return Optional.empty();
  }

  private static String tree(String path) {
    return path.equals(".") ? "" : path;
  }

  private static PackageSource git(String text) {
    int hash = text.indexOf('#');
    if (hash < 0 || hash == text.length() - 1) {
      throw new IllegalArgumentException("a git source needs its exact commit after `#`");
    }
    String commit = text.substring(hash + 1);
    if (!commit.matches("[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("not a full commit id: `" + commit + "`");
    }
    int question = text.indexOf('?');
    boolean hasQuery = question >= 0 && question < hash;
    String url = text.substring(0, hasQuery ? question : hash);
    Map<String, String> query = hasQuery ? query(text.substring(question + 1, hash)) : Map.of();
    String requested = "";
    for (String key : new String[] {"branch", "tag", "rev"}) {
      if (query.containsKey(key)) {
        requested = key + "=" + query.get(key);
      }
    }
    return new PackageSource.Git(
        url,
        requested,
        commit,
        query.getOrDefault("subdirectory", ""),
        query.getOrDefault("path", ""),
        "true".equals(query.get("lfs")));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), PercentEncoding.decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }
}
