package dev.garboard.selection;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.SelectionRequest.Dev;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Requests in the words of `uv sync`, for tests.
final class UvFlags {

  private final List<String> switches = new ArrayList<>();
  private final List<PackageName> packages = new ArrayList<>();
  private final List<ExtraName> extras = new ArrayList<>();
  private final List<ExtraName> noExtras = new ArrayList<>();
  private final List<GroupName> groups = new ArrayList<>();
  private final List<GroupName> noGroups = new ArrayList<>();
  private final List<GroupName> onlyGroups = new ArrayList<>();
  private final List<PackageName> noInstall = new ArrayList<>();

  private UvFlags() {}

  static SelectionRequest request(String... flags) {
    return request(List.of(flags));
  }

  static SelectionRequest request(List<String> flags) {
    UvFlags parsed = new UvFlags();
    Iterator<String> words = flags.iterator();
    while (words.hasNext()) {
      parsed.read(words.next(), words);
    }
    return parsed.request();
  }

  private void read(String flag, Iterator<String> words) {
    switch (flag) {
      case "--package" -> packages.add(PackageName.of(words.next()));
      case "--extra" -> extras.add(ExtraName.of(words.next()));
      case "--no-extra" -> noExtras.add(ExtraName.of(words.next()));
      case "--group" -> groups.add(GroupName.of(words.next()));
      case "--no-group" -> noGroups.add(GroupName.of(words.next()));
      case "--only-group" -> onlyGroups.add(GroupName.of(words.next()));
      case "--no-install-package" -> noInstall.add(PackageName.of(words.next()));
      case "--all-packages",
          "--all-extras",
          "--all-groups",
          "--dev",
          "--no-dev",
          "--only-dev",
          "--no-default-groups",
          "--no-editable",
          "--no-install-project",
          "--no-install-workspace",
          "--no-install-local",
          "--no-build",
          "--no-binary" ->
          switches.add(flag);
      default -> throw new IllegalArgumentException("unknown flag: " + flag);
    }
  }

  private boolean has(String flag) {
    return switches.contains(flag);
  }

  private Dev dev() {
    if (has("--only-dev")) {
      return Dev.ONLY;
    }
    if (has("--no-dev")) {
      return Dev.EXCLUDE;
    }
    return has("--dev") ? Dev.INCLUDE : Dev.UNSET;
  }

  private SelectionRequest request() {
    return new SelectionRequest(
        new SelectionRequest.Roots(packages, has("--all-packages")),
        new SelectionRequest.Extras(has("--all-extras"), extras, noExtras),
        new SelectionRequest.Groups(
            has("--all-groups"),
            groups,
            noGroups,
            onlyGroups,
            dev(),
            has("--no-default-groups") ? Defaults.NONE : Defaults.AS_UV),
        new SelectionRequest.Install(
            has("--no-install-project"),
            has("--no-install-workspace"),
            has("--no-install-local"),
            noInstall,
            has("--no-editable")),
        new SelectionRequest.Builds(has("--no-build"), has("--no-binary"), List.of(), List.of()));
  }
}
