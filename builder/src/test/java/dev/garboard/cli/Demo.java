package dev.garboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/// A small project and a `garboard` command for tests that run programs of their own.
public final class Demo {

  private final TestProject project;
  private final Path command;

  private Demo(TestProject project, Path command) {
    this.project = project;
    this.command = command;
  }

  /// Writes both below a directory.
  public static Demo in(Path directory) throws IOException {
    TestProject project = TestProject.in(directory);
    Path command = directory.resolve("bin/garboard");
    Files.createDirectories(command.getParent());
    String java = String.join(" ", CommandRun.process("-XX:TieredStopAtLevel=1"));
    Files.writeString(command, "#!/bin/sh\nexec " + java + " \"$@\"\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Demo(project, command);
  }

  /// The project's directory.
  public Path project() {
    return project.path("demo");
  }

  /// The command, built from these sources.
  public Path command() {
    return command;
  }

  /// Writes a file of the project.
  public void write(String file, String text) throws IOException {
    project.write("demo/" + file, text);
  }

  /// Variables that let the command find a base and a store.
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(project.variables());
    environment.put("PATH", command.getParent() + ":/usr/bin:/bin");
    environment.put("HOME", project.path("home").toString());
    environment.put("GARBOARD_BASE", "oci:" + project.path("base"));
    environment.put("GARBOARD_PLATFORMS", "linux/amd64");
    return environment;
  }
}
