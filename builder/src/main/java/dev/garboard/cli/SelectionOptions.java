package dev.garboard.cli;

import dev.garboard.words.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// uv's selection flags, with uv's names and meaning.
final class SelectionOptions {

  @Option(
      names = "--extra",
      paramLabel = "EXTRA",
      description = "Include an optional dependency; repeatable.")
  final List<String> extras = new ArrayList<>();

  @Option(names = "--all-extras", description = "Include all optional dependencies.")
  boolean allExtras;

  @Option(
      names = "--no-extra",
      paramLabel = "EXTRA",
      description = "Exclude an optional dependency from --all-extras; repeatable.")
  final List<String> noExtras = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Include a dependency group; repeatable.")
  final List<String> groups = new ArrayList<>();

  @Option(
      names = "--no-group",
      paramLabel = "GROUP",
      description = "Exclude a dependency group, however it was included; repeatable.")
  final List<String> noGroups = new ArrayList<>();

  @Option(
      names = "--only-group",
      paramLabel = "GROUP",
      description = "Include a dependency group and leave out the project; repeatable.")
  final List<String> onlyGroups = new ArrayList<>();

  @Option(names = "--all-groups", description = "Include all dependency groups.")
  boolean allGroups;

  @Option(names = "--no-default-groups", description = "Ignore the default dependency groups.")
  boolean noDefaultGroups;

  @Option(names = "--dev", description = "Include the group `dev`.")
  boolean dev;

  @Option(names = "--no-dev", description = "Exclude the group `dev`.")
  boolean noDev;

  @Option(names = "--only-dev", description = "Include only the group `dev`.")
  boolean onlyDev;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "Take this member of the workspace; repeatable.")
  final List<String> packages = new ArrayList<>();

  @Option(names = "--all-packages", description = "Take all members of the workspace.")
  boolean allPackages;

  @Option(names = "--no-editable", description = "Install editable members as wheels.")
  boolean noEditable;

  @Option(names = "--no-install-project", description = "Leave the project itself out.")
  boolean noInstallProject;

  @Option(names = "--no-install-workspace", description = "Leave all workspace members out.")
  boolean noInstallWorkspace;

  @Option(names = "--no-install-local", description = "Leave all local trees and archives out.")
  boolean noInstallLocal;

  @Option(
      names = "--no-install-package",
      paramLabel = "NAME",
      description = "Leave this package out; repeatable.")
  final List<String> noInstallPackages = new ArrayList<>();

  @Option(names = "--frozen", description = "Do not ask whether the lockfile is up to date.")
  boolean frozen;

  @Option(names = "--locked", description = "Stop unless the lockfile is known to be up to date.")
  boolean locked;

  /// What was named.
  Named named() {
    return new Named(
        Stream.of(extras, noExtras).flatMap(List::stream).toList(),
        Stream.of(groups, noGroups, onlyGroups).flatMap(List::stream).toList());
  }
}
