package dev.garboard.cli;

import dev.garboard.words.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// uv's selection flags, with uv's names and meaning.
final class SelectionOptions {

  final List<String> extras = new ArrayList<>();
  boolean allExtras;
  final List<String> noExtras = new ArrayList<>();
  final List<String> groups = new ArrayList<>();
  final List<String> noGroups = new ArrayList<>();
  final List<String> onlyGroups = new ArrayList<>();
  boolean allGroups;
  boolean noDefaultGroups;
  boolean dev;
  boolean noDev;
  boolean onlyDev;
  final List<String> packages = new ArrayList<>();
  boolean allPackages;
  boolean noEditable;
  boolean noInstallProject;
  boolean noInstallWorkspace;
  boolean noInstallLocal;
  final List<String> noInstallPackages = new ArrayList<>();
  boolean frozen;
  boolean locked;

  void declare(Options options) {
    options.texts("--extra=EXTRA", "Include an optional dependency; repeatable.", extras::addAll);
    options.flag("--all-extras", "Include all optional dependencies.", given -> allExtras = given);
    options.texts(
        "--no-extra=EXTRA",
        "Exclude an optional dependency from --all-extras; repeatable.",
        noExtras::addAll);
    options.texts("--group=GROUP", "Include a dependency group; repeatable.", groups::addAll);
    options.texts(
        "--no-group=GROUP",
        "Exclude a dependency group, however it was included; repeatable.",
        noGroups::addAll);
    options.texts(
        "--only-group=GROUP",
        "Include a dependency group and leave out the project; repeatable.",
        onlyGroups::addAll);
    options.flag("--all-groups", "Include all dependency groups.", given -> allGroups = given);
    options.flag(
        "--no-default-groups",
        "Ignore the default dependency groups.",
        given -> noDefaultGroups = given);
    options.flag("--dev", "Include the group `dev`.", given -> dev = given);
    options.flag("--no-dev", "Exclude the group `dev`.", given -> noDev = given);
    options.flag("--only-dev", "Include only the group `dev`.", given -> onlyDev = given);
    options.texts(
        "--package=NAME", "Take this member of the workspace; repeatable.", packages::addAll);
    options.flag(
        "--all-packages", "Take all members of the workspace.", given -> allPackages = given);
    options.flag(
        "--no-editable", "Install editable members as wheels.", given -> noEditable = given);
    options.flag(
        "--no-install-project", "Leave the project itself out.", given -> noInstallProject = given);
    options.flag(
        "--no-install-workspace",
        "Leave all workspace members out.",
        given -> noInstallWorkspace = given);
    options.flag(
        "--no-install-local",
        "Leave all local trees and archives out.",
        given -> noInstallLocal = given);
    options.texts(
        "--no-install-package=NAME",
        "Leave this package out; repeatable.",
        noInstallPackages::addAll);
    options.flag(
        "--frozen", "Do not ask whether the lockfile is up to date.", given -> frozen = given);
    options.flag(
        "--locked", "Stop unless the lockfile is known to be up to date.", given -> locked = given);
  }

  /// What was named.
  Named named() {
    return new Named(
        Stream.of(extras, noExtras).flatMap(List::stream).toList(),
        Stream.of(groups, noGroups, onlyGroups).flatMap(List::stream).toList());
  }
}
