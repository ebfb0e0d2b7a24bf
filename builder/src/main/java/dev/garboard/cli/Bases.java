package dev.garboard.cli;

import dev.garboard.base.BaseNotice;
import dev.garboard.base.BaseSystems;
import dev.garboard.base.DebianBases;
import dev.garboard.base.DebianSettings;
import dev.garboard.base.KnownBases;
import dev.garboard.base.KnownChoices;
import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.debian.archive.AptSources;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.LayoutBase;
import dev.garboard.image.RegistryBase;
import dev.garboard.oci.Platform;
import dev.garboard.registry.Registry;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Opens bases by name, wherever they come from.
final class Bases {

  private static final Path APT = Path.of("/etc/apt");

  private final Session session;
  private final Store store;
  private final WebClient client;
  private final Registry registry;
  private final BaseOptions options;
  private final Path project;
  private final Settings settings;
  private final BaseNotice notice;
  private final KnownBases elsewhere;
  private final KnownChoices choices;

  /// Within one run a name means one image.
  private final Map<List<String>, BaseImage> opened;

  /// @param project directory of the workspace, where `garboard.lock` lies
  Bases(
      Session session,
      Store store,
      WebClient client,
      Registry registry,
      BaseOptions options,
      Path project,
      BaseNotice notice) {
    this.session = session;
    this.store = store;
    this.client = client;
    this.registry = registry;
    this.options = options;
    this.project = project;
    this.settings = new Settings(List.of());
    this.notice = notice;
    this.elsewhere = KnownBases.NONE;
    this.choices = KnownChoices.NONE;
    this.opened = new HashMap<>();
  }

  private Bases(Bases like, Settings settings, KnownBases elsewhere, KnownChoices choices) {
    this.session = like.session;
    this.store = like.store;
    this.client = like.client;
    this.registry = like.registry;
    this.options = like.options;
    this.project = like.project;
    this.settings = settings;
    this.notice = like.notice;
    this.elsewhere = elsewhere;
    this.choices = choices;
    this.opened = like.opened;
  }

  /// The same for a project with these settings.
  Bases with(Settings own) {
    return new Bases(this, own, elsewhere, choices);
  }

  /// The same; bases of ours that are found there are not made, and packages not chosen.
  Bases with(KnownBases otherBases, KnownChoices otherChoices) {
    return new Bases(this, settings, otherBases, otherChoices);
  }

  /// What the layer of system packages is the closure of.
  List<String> systemPackages() {
    return settings.list(SettingKey.SYSTEM_PACKAGES);
  }

  /// Finds out what bases offer.
  BaseSystems systems() {
    return new BaseSystems(store);
  }

  /// Opens a base for a platform such as `linux/arm64`.
  BaseImage open(String name, String platformName)
      throws StageException, IOException, InterruptedException, FailureException {
    BaseImage known = opened.get(List.of(name, platformName));
    if (known != null) {
      return known;
    }
    BaseImage image = open(name, platform(platformName));
    opened.put(List.of(name, platformName), image);
    return image;
  }

  private BaseImage open(String name, Platform platform)
      throws StageException, IOException, InterruptedException, FailureException {
    return switch (BaseLocation.parse(name)) {
      case BaseLocation.Scratch _ -> new BaseImage.Scratch(platform);
      case BaseLocation.OciLayout layout -> LayoutBase.of(layout).open(platform);
      case BaseLocation.OciArchive archive -> LayoutBase.of(archive).open(platform);
      case BaseLocation.DebianRelease(String release, boolean bare) ->
          debian("debian:" + release, bare, platform);
      case BaseLocation.InRegistry(var reference) ->
          new RegistryBase(registry, reference).open(platform);
    };
  }

  private BaseImage debian(String release, boolean bare, Platform platform)
      throws FailureException, StageException, IOException, InterruptedException {
    if (!Distribution.debianNames().contains(release)) {
      throw Failure.of(
              ExitCode.USAGE,
              "Garboard makes no base of " + Phrases.code(release),
              "It makes " + Phrases.codes(Distribution.debianNames()),
              "The image of that name in a registry is `docker://" + release + "`")
          .exception();
    }
    requireSupport(release, platform);
    return debian().open(release, bare, platform);
  }

  /// Debian's packages are taken for two platforms only.
  static void requireSupport(String base, Platform platform) throws FailureException {
    if (!DebianBases.supports(platform)) {
      throw Failure.of(
              ExitCode.USAGE,
              "Debian packages are taken for linux/amd64 and linux/arm64 only",
              "Asked for: " + platform + " on " + Phrases.code(base))
          .exception();
    }
  }

  DebianBases debian() throws IOException, FailureException {
    return new DebianBases(store, client, debianSettings(), session.clock(), notice)
        .with(elsewhere, choices);
  }

  private DebianSettings debianSettings() throws IOException, FailureException {
    return new DebianSettings(
        mirrors(),
        AptSources.read(APT),
        project.resolve("garboard.lock"),
        options.debianAllowExpired,
        machine(),
        session.processors(),
        rules(),
        systemPackages());
  }

  /// What the user names wins over the rules that are always there.
  DropRules rules() {
    List<DropRules.Rule> rules = new ArrayList<>(DropRules.standard().rules());
    settings.list(SettingKey.DEBIAN_DROP).forEach(pattern -> rules.add(rule(false, pattern)));
    settings.list(SettingKey.DEBIAN_KEEP).forEach(pattern -> rules.add(rule(true, pattern)));
    return new DropRules(rules);
  }

  private static DropRules.Rule rule(boolean keep, String pattern) {
    return new DropRules.Rule(keep, pattern.startsWith("/") ? pattern.substring(1) : pattern);
  }

  /// A directory in a file of settings is below the project, one of the command line or a variable
  /// below the current directory.
  private List<URI> mirrors() throws FailureException {
    String mirror = settings.text(SettingKey.DEBIAN_MIRROR, "");
    if (mirror.isEmpty()) {
      return List.of();
    }
    try {
      boolean ofFile = settings.origin(SettingKey.DEBIAN_MIRROR) instanceof Origin.File;
      Path directory = (ofFile ? project : session.directory()).resolve(mirror);
      boolean remote = mirror.matches("[a-z]+:.*");
      String address = remote ? mirror : directory.toUri().normalize().toString();
      return List.of(URI.create(address.endsWith("/") ? address : address + "/"));
    } catch (IllegalArgumentException e) {
      throw Failure.of(ExitCode.USAGE, "not an address of a mirror: `" + mirror + "`").exception();
    }
  }

  /// Programs of Linux run on Linux alone.
  private List<Architecture> machine() {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return List.of();
    }
    return switch (session.architecture()) {
      case "amd64" -> List.of(Architecture.AMD64);
      case "arm64" -> List.of(Architecture.ARM64);
      default -> List.of();
    };
  }

  static Platform platform(String name) throws FailureException {
    String[] parts = name.split("/", -1);
    if (parts.length < 2 || !parts[0].equals("linux") || parts[1].isEmpty()) {
      throw BaseSetup.unknownPlatform(name, PythonPlatform.imagePlatforms()).exception();
    }
    return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }
}
