package dev.garboard.cli;

import dev.garboard.build.BuildResources;
import dev.garboard.build.Bytecode;
import dev.garboard.build.ImageBuild;
import dev.garboard.build.LayerSettings;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.content.FileContents;
import dev.garboard.image.ImageSettings;
import dev.garboard.layer.Compression;
import dev.garboard.locate.WheelLocator;
import dev.garboard.oci.ImageFormat;
import dev.garboard.pipeline.AppSettings;
import dev.garboard.pipeline.ProjectMode;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the settings that decide what an image looks like.
final class ImageSetup {

  private static final String APP = "/app";

  private ImageSetup() {}

  /// @param outputs patterns of what this run writes
  static AppSettings app(Settings settings, String projectVersion, List<String> outputs)
      throws FailureException {
    List<String> exclude = new ArrayList<>(settings.list(SettingKey.EXCLUDE));
    exclude.addAll(outputs);
    return new AppSettings(
        mode(settings.text(SettingKey.PROJECT, "source")),
        APP,
        settings.list(SettingKey.INCLUDE),
        exclude,
        projectVersion);
  }

  static LayerSettings layers(Settings settings) throws FailureException {
    long budget = settings.number(SettingKey.LAYERS_BUDGET, LayerStrategy.DEFAULT_BUDGET);
    boolean demanded = settings.truth(SettingKey.BYTECODE, false);
    boolean wanted = settings.truth(SettingKey.BYTECODE, true);
    return new LayerSettings(
        new LayerStrategy(
            (int) Math.min(Integer.MAX_VALUE, budget), settings.list(SettingKey.LAYERS_ALONE)),
        compression(settings),
        demanded ? Bytecode.REQUIRED : wanted ? Bytecode.WHERE_POSSIBLE : Bytecode.NONE);
  }

  /// How images of this workspace are made.
  ///
  /// @param layers the store that layers are taken from and written to
  /// @param contents of the project's files
  static ImageBuild build(
      Workspace workspace,
      Store layers,
      FileContents contents,
      BuildToolOptions tools,
      Console console) {
    WheelLocator locator = workspace.locator(tools.findLinks, console.downloads());
    return new ImageBuild(
        new BuildResources(
            layers,
            locator,
            HostBuilds.of(workspace, tools, locator, console),
            contents,
            workspace.session().processors(),
            console));
  }

  private static ProjectMode mode(String text) throws FailureException {
    return switch (text) {
      case "source" -> ProjectMode.SOURCE;
      case "wheel" -> ProjectMode.WHEEL;
      case "none" -> ProjectMode.NONE;
      default -> throw notOneOf("project", text, "`source`, `wheel` or `none`").exception();
    };
  }

  static Compression compression(Settings settings) throws FailureException {
    String text = settings.text(SettingKey.COMPRESSION, "splice");
    return switch (text) {
      case "splice" -> Compression.SPLICE;
      case "zstd:3", "zstd" -> Compression.ZSTD_3;
      default -> throw notOneOf("compression", text, "`splice` or `zstd:3`").exception();
    };
  }

  static ImageFormat format(String text) throws FailureException {
    return switch (text) {
      case "oci" -> ImageFormat.OCI;
      case "docker" -> ImageFormat.DOCKER;
      default -> throw notOneOf("--format", text, "`oci` or `docker`").exception();
    };
  }

  private static Failure notOneOf(String what, String text, String known) {
    return Failure.of(ExitCode.USAGE, what + ": `" + text + "` is not " + known);
  }

  static String user(Settings settings) {
    // An empty name would mean root, which nobody should get by accident.
    String user = settings.text(SettingKey.USER, "");
    return user.isEmpty() ? ImageSettings.Launch.DEFAULT_USER : user;
  }

  static ImageSettings image(
      Settings settings, PyProject member, ImageFormat format, String sourceDateEpoch)
      throws FailureException {
    Optional<ProjectTable.Declared> declared = member.declared();
    ImageSettings.Launch process =
        new ImageSettings.Launch(
            entrypoint(
                settings,
                declared
                    .map(d -> List.copyOf(d.entryPoints().scripts().keySet()))
                    .orElse(List.of())),
            settings.list(SettingKey.CMD),
            new TreeMap<>(settings.map(SettingKey.ENV)),
            user(settings),
            settings.text(SettingKey.WORKDIR, APP),
            new TreeSet<>(settings.list(SettingKey.PORTS)));
    ImageSettings.Metadata metadata =
        new ImageSettings.Metadata(
            title(member),
            declared.map(d -> d.about().version()).orElse(""),
            new TreeMap<>(settings.map(SettingKey.LABELS)),
            new TreeMap<>(settings.map(SettingKey.ANNOTATIONS)));
    return new ImageSettings(
        format, created(sourceDateEpoch), ImageSettings.DEFAULT_ENVIRONMENT, process, metadata);
  }

  /// The project's name, or its directory's where it has none.
  static String title(PyProject member) {
    return member
        .declared()
        .map(d -> d.name().value())
        .orElseGet(() -> String.valueOf(member.directory().getFileName()));
  }

  private static List<String> entrypoint(Settings settings, List<String> scripts) {
    if (settings.get(SettingKey.ENTRYPOINT).isPresent()) {
      return settings.list(SettingKey.ENTRYPOINT);
    }
    String program = scripts.size() == 1 ? scripts.getFirst() : "python";
    return List.of(ImageSettings.DEFAULT_ENVIRONMENT + "/bin/" + program);
  }

  private static Instant created(String sourceDateEpoch) throws FailureException {
    if (sourceDateEpoch.isEmpty()) {
      return ImageSettings.DEFAULT_CREATED;
    }
    try {
      return Instant.ofEpochSecond(Long.parseLong(sourceDateEpoch));
    } catch (NumberFormatException | DateTimeException e) {
      throw notOneOf("SOURCE_DATE_EPOCH", sourceDateEpoch, "a number of seconds").exception();
    }
  }
}
