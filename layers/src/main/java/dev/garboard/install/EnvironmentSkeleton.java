package dev.garboard.install;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;

/// What makes a directory a virtual environment (PEP 405), before any distribution: `pyvenv.cfg`,
/// links to the interpreter, scripts that activate it.
public final class EnvironmentSkeleton {

  /// The first line that tools look for in a cache directory that backups leave out.
  private static final String CACHE_TAG = "Signature: 8a477f597d28d172789f06886806bc55";

  private EnvironmentSkeleton() {}

  /// The tree of an empty environment.
  ///
  /// @param prompt what shells show while it is active; empty for the directory's name
  /// @param creator value of the `created-by` key of `pyvenv.cfg`
  public static FileTree tree(
      InstallLayout layout, BaseInterpreter base, String prompt, String creator) {
    UnixPath prefix = layout.prefix();
    FileTree.TreeWriter writer = FileTree.writer();
    writer.put(prefix, TreeEntry.directory());
    writer.put(prefix.resolve("CACHEDIR.TAG"), TreeEntry.text(CACHE_TAG));
    writer.put(prefix.resolve(".gitignore"), TreeEntry.text("*"));
    writer.put(prefix.resolve("pyvenv.cfg"), TreeEntry.text(config(base, prompt, creator)));
    writer.put(prefix.resolve("lib64"), TreeEntry.symlink("lib"));
    writer.put(layout.scheme().sitePackages(), TreeEntry.directory());
    putInterpreter(writer, prefix.resolve("bin"), base);
    putActivation(writer, prefix, prompt.isEmpty() ? prefix.name() : prompt);
    return writer.tree();
  }

  private static void putInterpreter(
      FileTree.TreeWriter writer, UnixPath bin, BaseInterpreter base) {
    writer.put(bin, TreeEntry.directory());
    writer.put(bin.resolve("python"), TreeEntry.symlink(base.executable()));
    writer.put(bin.resolve("python3"), TreeEntry.symlink("python"));
    writer.put(bin.resolve("python3." + base.minor()), TreeEntry.symlink("python"));
    if (base.freeThreaded()) {
      writer.put(bin.resolve("python3." + base.minor() + "t"), TreeEntry.symlink("python"));
    }
  }

  private static void putActivation(FileTree.TreeWriter writer, UnixPath prefix, String prompt) {
    String path = prefix.absolute();
    UnixPath bin = prefix.resolve("bin");
    writer.put(bin.resolve("activate"), TreeEntry.text(ActivateScripts.posix(path, prompt)));
    writer.put(bin.resolve("activate.csh"), TreeEntry.text(ActivateScripts.csh(path, prompt)));
    writer.put(bin.resolve("activate.fish"), TreeEntry.text(ActivateScripts.fish(path, prompt)));
    writer.put(
        bin.resolve("activate.ps1"), TreeEntry.text(ActivateScripts.powerShell(path, prompt)));
  }

  /// uv's keys in uv's order; where uv names itself stands our own key, so that uv takes the
  /// environment for a foreign one and leaves it alone.
  private static String config(BaseInterpreter base, String prompt, String creator) {
    StringBuilder config = new StringBuilder();
    line(config, "home", base.home());
    line(config, "implementation", "CPython");
    line(config, "created-by", creator);
    line(config, "version_info", base.version());
    line(config, "include-system-site-packages", "false");
    if (!prompt.isEmpty()) {
      line(config, "prompt", prompt);
    }
    return config.toString();
  }

  private static void line(StringBuilder config, String key, String value) {
    config.append(key).append(" = ").append(value).append('\n');
  }
}
