package dev.garboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A small project as many are: a script, a member, a wheel, a dependency of another system,
/// groups.
///
/// @param root the project's directory
/// @param python a program that answers as a CPython does when it is asked what it is
record TrainingProject(Path root, Path python) {

  private static final String PYPROJECT =
      """
      [project]
      name = "app"
      version = "1"
      requires-python = ">=3.12"
      dependencies = ["lib", "trained", "absent>=1 ; sys_platform == 'win32'"]

      [project.scripts]
      app = "app:main"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"

      [dependency-groups]
      dev = [{ include-group = "test" }]
      test = ["absent"]

      [tool.garboard]
      groups = []

      [tool.uv.workspace]
      members = ["lib"]

      [tool.uv.sources]
      lib = { workspace = true }
      """;

  private static final String MEMBER =
      """
      [project]
      name = "lib"
      version = "1"
      requires-python = ">=3.12"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"

      [manifest]
      members = [
          "app",
          "lib",
      ]

      [[package]]
      name = "app"
      version = "1"
      source = { editable = "." }
      dependencies = [
          { name = "absent", marker = "sys_platform == 'win32'" },
          { name = "lib" },
          { name = "trained" },
      ]

      [package.dev-dependencies]
      dev = [
          { name = "absent" },
      ]
      test = [
          { name = "absent" },
      ]

      [package.metadata]
      requires-dist = [
          { name = "absent", marker = "sys_platform == 'win32'", specifier = ">=1" },
          { name = "lib", editable = "lib" },
          { name = "trained" },
      ]

      [package.metadata.requires-dev]
      dev = [{ name = "absent" }]
      test = [{ name = "absent" }]

      [[package]]
      name = "absent"
      version = "1.0"
      source = { registry = "https://packages.invalid/simple" }
      sdist = { url = "https://packages.invalid/absent-1.0.tar.gz", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1 }
      wheels = [
          { url = "https://packages.invalid/absent-1.0-py3-none-any.whl", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1 },
      ]

      [[package]]
      name = "lib"
      version = "1"
      source = { editable = "lib" }

      [[package]]
      name = "trained"
      version = "1.0"
      source = { registry = "@INDEX@simple" }
      wheels = [
          { url = "@INDEX@@WHEEL@", hash = "@DIGEST@", size = @SIZE@ },
      ]
      """;

  /// Stands for a CPython: the training asks one what it is, and needs no more of it.
  private static final String PYTHON =
      """
      #!/bin/sh
      while read -r name value; do
        printf '%s\\t%s\\n' "$name" "$value"
      done <<'ANSWERS'
      implementation cpython
      version 3.13.0
      bits 64
      executable @
      base @
      prefix /usr
      base-prefix /usr
      free-threaded 0
      system linux
      machine x86_64
      libc glibc 2.36
      ANSWERS
      """;

  /// As far as it goes: the one package of it can be had nowhere.
  private static final String PINS =
      """
      version = 1
      release = "debian:13"
      timestamp = "20260101T000000Z"

      [[set]]
      use = "base"
      architecture = "amd64"
      requested = [
          "base-files",
          "busybox",
          "ca-certificates",
          "libc-bin",
          "libstdc++6",
          "netbase",
          "python3",
          "tzdata",
      ]
      packages = [
          "base-files 13 amd64",
      ]

      [[package]]
      name = "base-files"
      version = "13"
      architecture = "amd64"
      archive = "debian"
      path = "pool/main/b/base-files/base-files_13_amd64.deb"
      size = 1
      digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      """;

  /// Writes it below a directory, locked to the index's wheel.
  static TrainingProject write(Path directory, TrainingIndex index) throws IOException {
    Path root = Files.createDirectory(directory.resolve("project"));
    Files.writeString(root.resolve("pyproject.toml"), PYPROJECT);
    Files.writeString(
        root.resolve("uv.lock"),
        LOCK.replace("@INDEX@", index.address())
            .replace("@WHEEL@", TrainingIndex.WHEEL)
            .replace("@DIGEST@", index.digest().toString())
            .replace("@SIZE@", Long.toString(index.size())));
    Files.createDirectory(directory.resolve(".git"));
    Files.writeString(directory.resolve(".gitignore"), "*.log\n!kept.log\n/build/\n");
    Files.writeString(root.resolve(".gitignore"), "/*.tar\n**/cache/*\n[ab]?.txt\ndata/\n");
    Path app = Files.createDirectories(root.resolve("src/app"));
    Files.writeString(app.resolve("__init__.py"), "def main(): pass\n");
    Path member = Files.createDirectories(root.resolve("lib/src/lib"));
    Files.writeString(root.resolve("lib/pyproject.toml"), MEMBER);
    Files.writeString(member.resolve("__init__.py"), "X = 1\n");
    Path python = directory.resolve("python");
    Files.writeString(python, PYTHON.replace("@", python.toString()));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new TrainingProject(root, python);
  }

  /// Changes a line of the source.
  void edit() throws IOException {
    Files.writeString(root.resolve("src/app/__init__.py"), "def main(): print(1)\n");
  }

  /// Lets another file say what belongs into the image.
  void ignore() throws IOException {
    Files.writeString(root.resolve(".dockerignore"), "# notes\n**/*.md\n!README.md\nbuild\n");
  }

  /// Pins a base.
  void pin() throws IOException {
    Files.writeString(root.resolve("garboard.lock"), PINS);
  }
}
