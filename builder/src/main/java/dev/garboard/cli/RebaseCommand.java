package dev.garboard.cli;

import dev.garboard.base.BaseContents;
import dev.garboard.config.Origin;
import dev.garboard.config.SettingException;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.destination.Publication;
import dev.garboard.destination.Published;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.http.Credentials;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.Publishable;
import dev.garboard.image.Rebase;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.RegistryException;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Finding;
import dev.garboard.words.RegistryWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard rebase`: another base under an image, whose own layers stay.
final class RebaseCommand extends Command {

  private final Session session;

  String imageName = "";
  String base = "";
  final List<String> tags = new ArrayList<>();
  private final DebianOptions debian = new DebianOptions();
  private final BaseOptions baseOptions = new BaseOptions();
  private final OutputOptions output = new OutputOptions();

  RebaseCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description(
            "Put an image of a registry on another base.",
            "Its documents alone are written anew; none of its own layers is read. Refused when the base"
                + " has another minor version of Python, or an older C library.")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard rebase ghcr.io/team/app:1.0 --base debian:13",
            "  garboard rebase ghcr.io/team/app:1.0 --base python:3.13-slim -t ghcr.io/team/app:1.0-patched");
  }

  @Override
  void declare(Options options) {
    options.text("IMAGE", "Name of the image.", value -> imageName = value);
    options
        .required()
        .text(
            "--base=BASE",
            "debian:RELEASE, an image reference, oci:DIR or oci-archive:FILE.",
            value -> base = value);
    options.texts(
        "-t, --tag=REF",
        "Where the result is pushed to; repeatable; default: IMAGE.",
        tags::addAll);
    debian.declare(options);
    baseOptions.declare(options);
    output.declare(options);
  }

  @Override
  int run() {
    Report report = new Report(session, output.json);
    return new Guard(report, output).run(() -> rebase(report));
  }

  private void rebase(Report report)
      throws FailureException, StageException, IOException, InterruptedException {
    ImageReference name = Destinations.reference(imageName);
    Console console = new Console(session, output);
    Connection connection = Connection.of(session, false, baseOptions);
    Store store = new Store(session.cacheDirectory(), session.clock());
    try (connection;
        WebClient client =
            new WebClient(connection.http(), Credentials.from(session.environment(), List.of()))) {
      HttpRegistry registry = connection.registry();
      Bases bases =
          new Bases(session, store, client, registry, baseOptions, session.directory(), console)
              .with(settings());
      List<Image> images = new ArrayList<>();
      for (PulledImage image : pull(registry, name)) {
        Rebase rebase = Rebase.of(name.toString(), registry, image);
        BaseImage onto = bases.open(base, image.config().platform().toString());
        images.add(rebase.onto(existing(onto), new BaseContents(store).facts(onto)));
      }
      Publishable publishable = ImageIndex.of(images);
      List<RegistryDestination> destinations = new ArrayList<>();
      for (String tag : tags.isEmpty() ? List.of(imageName) : tags) {
        destinations.add(new RegistryDestination(registry, Destinations.reference(tag)));
      }
      finish(
          report,
          publishable,
          Publication.publish(List.of(new Publication(publishable, List.copyOf(destinations))))
              .getFirst());
    }
  }

  private Settings settings() throws SettingException {
    EnumMap<SettingKey, Object> flags = new EnumMap<>(SettingKey.class);
    debian.addTo(flags);
    return new Settings(
        List.of(
            SettingsLayer.of(new Origin.Flag(), flags),
            SettingsLayer.ofVariables(session.environment())));
  }

  private BaseImage.Existing existing(BaseImage opened) throws FailureException {
    return switch (opened) {
      case BaseImage.Existing existing -> existing;
      case BaseImage.Scratch _ ->
          throw Failure.of(ExitCode.USAGE, "an image cannot be put on `" + base + "`").exception();
    };
  }

  private static List<PulledImage> pull(HttpRegistry registry, ImageReference name)
      throws FailureException, InterruptedException {
    try {
      List<PulledImage> images = new ArrayList<>();
      for (Platform platform : PulledImage.platforms(registry, name)) {
        images.add(PulledImage.pull(registry, name, platform));
      }
      return images;
    } catch (RegistryException e) {
      throw Finding.failure(
              "the image cannot be read",
              List.of(RegistryWords.of("the image `" + name + "`", e.problem())))
          .exception();
    }
  }

  private void finish(Report report, Publishable image, List<Published> published) {
    List<String> references = published.stream().map(Published::reference).toList();
    if (output.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("digest", image.descriptor().digest().toString());
      document.put("references", references);
      report.document(document);
    } else {
      references.forEach(session.out()::println);
    }
  }
}
