package dev.garboard.cli;

import java.nio.file.Path;

/// An installation of Python that belongs to a test: the interpreter's program is copied, its
/// standard library linked, and its `site-packages` are empty.
record PrivatePython(Path prefix) {
  private static final String MAKE =
      """
      import os, shutil, sys
      prefix, name = sys.argv[1], "python%d.%d" % sys.version_info[:2]
      lib = os.path.join(prefix, "lib", name)
      os.makedirs(os.path.join(prefix, "bin"))
      os.makedirs(os.path.join(lib, "site-packages"))
      program = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
      shutil.copy(program, os.path.join(prefix, "bin", name))
      os.symlink(name, os.path.join(prefix, "bin", "python3"))
      library = os.path.dirname(os.__file__)
      for entry in os.listdir(library):
          if entry not in ("site-packages", "dist-packages", "EXTERNALLY-MANAGED"):
              os.symlink(os.path.join(library, entry), os.path.join(lib, entry))
      """;

  static PrivatePython make(SyncProject project, Path prefix) throws Exception {
    project.shell("python3", "-c", MAKE, prefix.toString());
    return new PrivatePython(prefix);
  }

  Path scripts() {
    return prefix.resolve("bin");
  }

  /// Makes it one that the operating system's package tool owns.
  void giveToThePackageTool(SyncProject project) throws Exception {
    project.shell(
        scripts().resolve("python3").toString(),
        "-c",
        "import os, sysconfig; open(os.path.join(sysconfig.get_path('stdlib'),"
            + " 'EXTERNALLY-MANAGED'), 'w').write('[externally-managed]\\n')");
  }
}
