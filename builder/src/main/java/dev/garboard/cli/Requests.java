package dev.garboard.cli;

import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Builds;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.SelectionRequest.Dev;
import dev.garboard.selection.SelectionRequest.Extras;
import dev.garboard.selection.SelectionRequest.Groups;
import dev.garboard.selection.SelectionRequest.Install;
import dev.garboard.selection.SelectionRequest.Roots;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Turns selection flags and settings into a request.
final class Requests {

  private Requests() {}

  static SelectionRequest of(
      SelectionOptions options, BuildToolOptions builds, Settings settings, Defaults defaults)
      throws FailureException {
    List<String> groups = new ArrayList<>(settings.list(SettingKey.GROUPS));
    groups.addAll(options.groups);
    List<String> extras = new ArrayList<>(settings.list(SettingKey.EXTRAS));
    extras.addAll(options.extras);
    return new SelectionRequest(
        new Roots(names("--package", options.packages, PackageName::of), options.allPackages),
        new Extras(
            options.allExtras,
            names("--extra", extras, ExtraName::of),
            names("--no-extra", options.noExtras, ExtraName::of)),
        new Groups(
            options.allGroups,
            names("--group", groups, GroupName::of),
            names("--no-group", options.noGroups, GroupName::of),
            names("--only-group", options.onlyGroups, GroupName::of),
            dev(options),
            options.noDefaultGroups ? Defaults.NONE : defaults),
        new Install(
            options.noInstallProject,
            options.noInstallWorkspace,
            options.noInstallLocal,
            names("--no-install-package", options.noInstallPackages, PackageName::of),
            options.noEditable),
        new Builds(
            builds.noBuild,
            builds.noBinary,
            names("--no-build-package", builds.noBuildPackages, PackageName::of),
            names("--no-binary-package", builds.noBinaryPackages, PackageName::of)));
  }

  private static Dev dev(SelectionOptions options) throws FailureException {
    int said = (options.dev ? 1 : 0) + (options.noDev ? 1 : 0) + (options.onlyDev ? 1 : 0);
    if (said > 1) {
      throw Failure.of(
              ExitCode.USAGE, "`--dev`, `--no-dev` and `--only-dev` cannot be used together")
          .exception();
    }
    if (options.onlyDev) {
      return Dev.ONLY;
    }
    if (options.noDev) {
      return Dev.EXCLUDE;
    }
    return options.dev ? Dev.INCLUDE : Dev.UNSET;
  }

  private static <T> List<T> names(String flag, List<String> texts, Function<String, T> parse)
      throws FailureException {
    List<T> names = new ArrayList<>();
    for (String text : texts) {
      try {
        names.add(parse.apply(text));
      } catch (IllegalArgumentException e) {
        throw Failure.of(ExitCode.USAGE, flag + ": " + e.getMessage()).exception();
      }
    }
    return names;
  }
}
