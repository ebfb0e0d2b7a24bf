package dev.garboard.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What never belongs into a source layer unless the user names it: version control, environments,
/// caches, lockfiles (each bump would change the layer), and files that usually hold secrets.
final class AlwaysExcluded {

  private static final Set<String> DIRECTORIES =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".jj",
          ".venv",
          "__pycache__",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          ".hypothesis",
          ".ipynb_checkpoints",
          ".tox",
          ".nox",
          ".cache",
          ".uv-cache");

  /// Files that make a directory an environment or a cache, whatever its name.
  static final List<String> MARKERS = List.of("pyvenv.cfg", "CACHEDIR.TAG");

  private static final Set<String> FILES =
      Set.of("uv.lock", "garboard.lock", ".netrc", ".pypirc", ".DS_Store", ".git");

  /// Private keys are named `id_ed25519` and the like; `id_generator.py` is a module.
  private static final Pattern PATTERNS =
      Pattern.compile("\\.env.*|.*\\.pem|.*\\.key|id_[^.]*(\\.pub)?|.*\\.py[co]");

  private AlwaysExcluded() {}

  static boolean matches(String name, Path onDisk, boolean directory) {
    if (directory) {
      return DIRECTORIES.contains(name)
          || MARKERS.stream().anyMatch(marker -> Files.exists(onDisk.resolve(marker)));
    }
    return FILES.contains(name) || PATTERNS.matcher(name).matches();
  }
}
