package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.BuildContext;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.project.GarboardSettings;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.project.Setting;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.NearestNames;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectionRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What the user chose: variables of the platform first, then `[tool.garboard]` of the member, then
/// that of the workspace's root.
///
/// @param member whose files are the application
record Choices(BuildContext context, Project project, PyProject member) {
  static final String PACKAGE = "BP_GARBOARD_PACKAGE";
  static final String GROUPS = "BP_GARBOARD_GROUPS";
  static final String EXTRAS = "BP_GARBOARD_EXTRAS";
  static final String PYTHON = "BP_GARBOARD_PYTHON";
  static final String DEBIAN = "BP_GARBOARD_DEBIAN";
  static final String MIRROR = "BP_GARBOARD_DEBIAN_MIRROR";
  static final String INTERPRETER = "BP_GARBOARD_INTERPRETER";
  static final String REFRESH = "BP_GARBOARD_REFRESH";
  static final String BYTECODE = "BP_GARBOARD_BYTECODE";
  static final String CACHE = "BP_GARBOARD_CACHE";
  static final String VERSION = "BP_GARBOARD_PROJECT_VERSION";
  static final String FROZEN = "BP_GARBOARD_FROZEN";
  static final String FIND_LINKS = "BP_GARBOARD_FIND_LINKS";

  static Choices of(BuildContext context, Project project) throws FailureException {
    String wanted = context.variable(PACKAGE);
    if (wanted.isEmpty()) {
      return new Choices(context, project, project.discovered());
    }
    PackageName name = name(PACKAGE, wanted, PackageName::of);
    for (PyProject member : project.members()) {
      if (member.declared().filter(d -> d.name().equals(name)).isPresent()) {
        return new Choices(context, project, member);
      }
    }
    List<String> known =
        project.members().stream()
            .flatMap(m -> m.declared().stream())
            .map(d -> d.name().value())
            .toList();
    Failure failure =
        Failure.of(
            "the workspace has no member `" + wanted + "`, which `" + PACKAGE + "` names",
            "Its members: " + String.join(", ", known));
    List<String> nearest = NearestNames.of(wanted, known);
    throw (nearest.isEmpty() ? failure : failure.help("Did you mean `" + nearest.getFirst() + "`?"))
        .exception();
  }

  String variable(String name) {
    return context.variable(name);
  }

  /// `.python-version` counts after the settings.
  String python() {
    List<String> pinned = project.pythonVersions();
    String set = text(PYTHON, settings -> settings.goal().python());
    return set.isEmpty() && !pinned.isEmpty() ? pinned.getFirst() : set;
  }

  /// A release such as `debian:13`; empty when nobody names one.
  String debian() {
    String named = variable(DEBIAN);
    if (!named.isEmpty()) {
      return named.startsWith("debian:") ? named : "debian:" + named;
    }
    String base = text("", settings -> settings.goal().base());
    return base.startsWith("debian:") ? base.replaceFirst("-bare$", "") : "";
  }

  boolean bytecode() {
    String said = variable(BYTECODE);
    return said.isEmpty()
        ? setting(settings -> settings.layers().bytecode()).or(true)
        : !said.equals("false");
  }

  LayerStrategy strategy() {
    long budget = setting(s -> s.layers().budget()).or((long) LayerStrategy.DEFAULT_BUDGET);
    return new LayerStrategy(
        (int) Math.min(Integer.MAX_VALUE, budget),
        setting(settings -> settings.layers().alone()).or(List.of()));
  }

  GarboardSettings.ProjectMode mode() {
    return setting(settings -> settings.source().project()).or(GarboardSettings.ProjectMode.SOURCE);
  }

  /// No default groups: an image is for production.
  SelectionRequest request() throws FailureException {
    SelectionRequest production = SelectionRequest.production();
    List<GroupName> groups = list(GROUPS, GroupName::of, settings -> settings.wanted().groups());
    List<ExtraName> extras = list(EXTRAS, ExtraName::of, settings -> settings.wanted().extras());
    boolean named = !variable(PACKAGE).isEmpty();
    List<PackageName> roots =
        named ? member.declared().map(ProjectTable.Declared::name).stream().toList() : List.of();
    return new SelectionRequest(
        new SelectionRequest.Roots(roots, false),
        new SelectionRequest.Extras(false, extras, List.of()),
        new SelectionRequest.Groups(
            false,
            groups,
            List.of(),
            List.of(),
            SelectionRequest.Dev.UNSET,
            SelectionRequest.Defaults.NONE),
        production.install(),
        production.builds());
  }

  /// Entrypoint and arguments of `[tool.garboard.image]`; empty when there is none.
  List<String> entrypoint() {
    return setting(settings -> settings.image().launch().entrypoint()).or(List.of());
  }

  List<String> cmd() {
    return setting(settings -> settings.image().launch().cmd()).or(List.of());
  }

  <T> Setting<T> setting(Function<GarboardSettings, Setting<T>> key) {
    return key.apply(member.garboard()).orElse(key.apply(project.workspaceRoot().garboard()));
  }

  private String text(String variable, Function<GarboardSettings, Setting<String>> key) {
    String said = variable.isEmpty() ? "" : variable(variable);
    return said.isEmpty() ? setting(key).or("") : said;
  }

  /// A variable holds names with blanks or commas between them; it replaces the table's list.
  private <T> List<T> list(
      String variable, Function<String, T> parse, Function<GarboardSettings, Setting<List<T>>> key)
      throws FailureException {
    if (variable(variable).isBlank()) {
      return setting(key).or(List.of());
    }
    List<T> names = new ArrayList<>();
    for (String text : words(variable)) {
      names.add(name(variable, text, parse));
    }
    return names;
  }

  /// The directories of programs of the build image.
  List<Path> path() {
    return Arrays.stream(variable("PATH").split(":", -1))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .toList();
  }

  /// The words of a variable.
  List<String> words(String variable) {
    return Arrays.stream(variable(variable).split("[\\s,]+", -1))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static <T> T name(String variable, String text, Function<String, T> parse)
      throws FailureException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw Failure.of("`" + variable + "`: " + e.getMessage()).exception();
    }
  }
}
