package dev.garboard.words;

import static dev.garboard.words.Phrases.code;
import static dev.garboard.words.Phrases.codes;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.project.PackageId;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.SelectionProblem;
import dev.garboard.selection.SelectionProblem.NoWheelReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The words for why a lockfile does not answer a request.
final class SelectionWords {

  private static final int WHEELS_SHOWN = 5;

  private final Named flags;
  private final Settings settings;

  /// Flags and settings tell who named what does not exist.
  SelectionWords(Named flags, Settings settings) {
    this.flags = flags;
    this.settings = settings;
  }

  Finding of(SelectionProblem problem) {
    return switch (problem) {
      case SelectionProblem.PythonNotAccepted(var target, var limit, String origin) ->
          Finding.of(
                  ExitCode.PROJECT,
                  (origin.isEmpty() ? "the project" : "the group " + code(origin))
                      + " does not accept Python "
                      + target.pythonFull(),
                  "`requires-python` is " + code(limit))
              .help("Choose another Python with `--python X.Y`, and a base that has it")
              .help("Widen `requires-python` and run `uv lock`");
      case SelectionProblem.UnsupportedEnvironment(var target, var supported) ->
          Finding.of(
                  ExitCode.PROJECT,
                  "the lockfile was not made for " + Phrases.target(target),
                  "It was made for: " + codes(supported))
              .help("Add this platform to `environments` in `[tool.uv]` and run `uv lock`");
      case SelectionProblem.UnknownMember(var name, var nearest) ->
          Finding.of(ExitCode.USAGE, "the workspace has no member " + code(name))
              .fact(Phrases.didYouMean(nearest));
      case SelectionProblem.RootNotLocked(var name, int count) ->
          Finding.of(
                  ExitCode.LOCK,
                  "uv.lock: the lockfile is stale: it lists "
                      + code(name)
                      + (count == 0 ? " nowhere" : " " + count + " times"))
              .help("Run `uv lock`");
      case SelectionProblem.UnknownExtra(var extra, var roots, var nearest) ->
          unknown(
              "no extra " + code(extra),
              roots,
              origin(extra.value(), SettingKey.EXTRAS, flags.extras()),
              nearest);
      case SelectionProblem.UnknownGroup(var group, var roots, boolean byDefault, var nearest) ->
          byDefault
              ? Finding.of(
                      ExitCode.PROJECT,
                      "`tool.uv.default-groups` names a group that does not exist: " + code(group))
                  .fact(Phrases.didYouMean(nearest))
              : unknown(
                  "no group " + code(group),
                  roots,
                  origin(group.value(), SettingKey.GROUPS, flags.groups()),
                  nearest);
      case SelectionProblem.DeclaredConflict(var set, var active) ->
          Finding.of(
                  ExitCode.USAGE,
                  "cannot be installed together: " + Phrases.conflictItems(active),
                  "`tool.uv.conflicts` declares a conflict of " + Phrases.conflictItems(set))
              .help("Ask for one of them");
      case SelectionProblem.ExtrasConflict(var first, var second) ->
          Finding.of(
              ExitCode.PROJECT,
              "dependencies need both "
                  + Phrases.conflictItem(first)
                  + " and "
                  + Phrases.conflictItem(second),
              "`tool.uv.conflicts` declares that they exclude each other");
      case SelectionProblem.AmbiguousRequirement(var name, var candidates) ->
          several("a requirement of " + code(name) + " fits several locked packages", candidates);
      case SelectionProblem.SeveralVersions(var name, var packages) ->
          several(code(name) + " would be installed several times", packages);
      case SelectionProblem.NoWheel(var id, var reason, var available, var best, var why) ->
          noWheel(id, reason, available, best, why);
    };
  }

  private static Finding unknown(
      String lacks, List<PackageName> roots, Origin origin, List<String> nearest) {
    String title =
        switch (roots.size()) {
          case 0 -> "the project has " + lacks;
          case 1 -> code(roots.getFirst()) + " has " + lacks;
          default -> "the members " + codes(roots) + " have " + lacks;
        };
    Finding finding =
        switch (origin) {
          case Origin.Flag() -> Finding.of(ExitCode.USAGE, title);
          case Origin.Variable(String name) ->
              Finding.of(ExitCode.USAGE, title, "It is named by the variable " + code(name));
          case Origin.File(String path) -> Finding.of(ExitCode.PROJECT, path + ": " + title);
          case Origin.Default() -> Finding.of(ExitCode.PROJECT, title);
        };
    return finding.fact(Phrases.didYouMean(nearest));
  }

  private Origin origin(String name, SettingKey key, List<String> named) {
    boolean flag = named.stream().anyMatch(given -> isName(given, name));
    return flag ? new Origin.Flag() : settings.origin(key);
  }

  /// Names are the same under PEP 503.
  private static boolean isName(String given, String normalized) {
    return PackageName.of(given).value().equals(normalized);
  }

  private static Finding several(String title, List<PackageId> packages) {
    return Finding.of(ExitCode.PROJECT, title + ":")
        .fact(packages.stream().map(Phrases::identity).map(id -> "  " + id).toList())
        .help(
            "Ask for fewer extras or groups, or declare those that exclude each other in"
                + " `tool.uv.conflicts`");
  }

  private static Finding noWheel(
      PackageId id,
      NoWheelReason reason,
      List<WheelFilename> available,
      WheelTag best,
      List<String> why) {
    String named = Phrases.named(id.name(), id.version());
    Finding finding =
        Finding.of(
            ExitCode.NO_WHEEL,
            switch (reason) {
              case NOTHING_FITS, WHEEL_SOURCE_DOES_NOT_FIT ->
                  "no wheel of " + named + " fits the target";
              case BUILD_FORBIDDEN ->
                  "no wheel of " + named + " fits the target, and building is forbidden";
              case ALL_FORBIDDEN -> named + " may be neither built nor taken as a wheel";
              case BINARY_FORBIDDEN, WHEEL_SOURCE_FORBIDDEN ->
                  named + " exists as a wheel alone, and wheels are forbidden";
              case ARCHIVE_FORMAT -> named + " has an archive that is neither `.tar.gz` nor `.zip`";
            });
    return switch (reason) {
      case NOTHING_FITS, WHEEL_SOURCE_DOES_NOT_FIT, ARCHIVE_FORMAT ->
          lockOther(finding.fact(wheels(available, best)).fact(required(why)), id.name());
      case BUILD_FORBIDDEN ->
          lockOther(finding.fact(wheels(available, best)).fact(required(why)), id.name())
              .help("Allow building it: look for `no-build` in flags and in `[tool.uv]`");
      case ALL_FORBIDDEN ->
          finding
              .fact(required(why))
              .help(
                  "Allow one of both: look for `no-build` and `no-binary` in flags and in"
                      + " `[tool.uv]`");
      case BINARY_FORBIDDEN, WHEEL_SOURCE_FORBIDDEN ->
          finding
              .fact(required(why))
              .help("Allow its wheel: look for `no-binary` in flags and in `[tool.uv]`");
    };
  }

  /// The ways out that every package without a wheel has.
  static Finding lockOther(Finding finding, PackageName name) {
    return finding
        .help("Choose a target that it has a wheel for: `--python`, `--platform`, another base")
        .help("Lock a version that has one: `uv lock --upgrade-package " + name + "`")
        .help("Leave it out: `--no-install-package " + name + "`");
  }

  static String required(List<String> why) {
    return "Required by: " + Phrases.path(why);
  }

  /// The wheels that exist, those nearest to the target first.
  static List<String> wheels(List<WheelFilename> available, WheelTag best) {
    List<String> lines = new ArrayList<>();
    lines.add("Best tag of the target: " + code(best));
    if (available.isEmpty()) {
      lines.add("The lockfile lists no wheel of it");
      return lines;
    }
    lines.add("The lockfile lists " + Phrases.count(available.size(), "wheel") + " of it:");
    List<WheelFilename> nearest =
        available.stream().sorted(Comparator.comparingInt(w -> -likeness(w, best))).toList();
    lines.addAll(
        Phrases.shortList(nearest.stream().map(WheelFilename::text).toList(), WHEELS_SHOWN));
    return lines;
  }

  /// How many parts of the tag a wheel shares; of the platform the architecture and system count.
  private static int likeness(WheelFilename wheel, WheelTag best) {
    return wheel.tags().stream().mapToInt(tag -> likeness(tag, best)).max().orElse(0);
  }

  private static int likeness(WheelTag tag, WheelTag best) {
    String architecture = best.platform().replaceFirst(".*?(x86_64|[^_]+)$", "$1");
    String system = best.platform().replaceFirst("_.*", "");
    return (tag.python().equals(best.python()) ? 2 : 0)
        + (tag.platform().endsWith(architecture) ? 1 : 0)
        + (tag.platform().startsWith(system) ? 2 : 0);
  }
}
