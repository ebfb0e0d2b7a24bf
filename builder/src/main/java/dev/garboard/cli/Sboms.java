package dev.garboard.cli;

import static dev.garboard.cli.Phrases.code;

import dev.garboard.build.BuiltImage;
import dev.garboard.build.PlannedImage;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.destination.Destination;
import dev.garboard.destination.DestinationException;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import dev.garboard.pipeline.DeclaredLicenses;
import dev.garboard.registry.Attachment;
import dev.garboard.sbom.Sbom;
import dev.garboard.sbom.SbomFormat;
import dev.garboard.sbom.SbomSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the bills of materials of a run, one for each image and platform, to where the flags say.
final class Sboms {

  private final SbomOptions options;
  private final Workspace workspace;

  Sboms(SbomOptions options, Workspace workspace) {
    this.options = options;
    this.workspace = workspace;
  }

  /// Refuses, before anything is built, what the flags cannot mean.
  void check(List<MemberBuild> members) throws FailureException {
    if (options.attach && members.stream().noneMatch(Sboms::isPushed)) {
      throw Failure.of(
              ExitCode.USAGE,
              "`--sbom` attaches to an image in a registry, and none is pushed",
              "Push the image, or write a file with `--sbom-file FILE`")
          .exception();
    }
    int images = members.stream().mapToInt(member -> member.platforms().size()).sum();
    for (String file : options.files) {
      if (images > 1 && !isDirectory(file)) {
        throw Failure.of(
                ExitCode.USAGE,
                code(file) + " is one file, and there are " + images + " images",
                "Name a directory, with a slash at the end")
            .exception();
      }
    }
  }

  private static boolean isPushed(MemberBuild member) {
    return member.destinations().stream().anyMatch(RegistryDestination.class::isInstance);
  }

  private boolean isDirectory(String file) {
    return file.endsWith("/") || Files.isDirectory(resolve(file));
  }

  private Path resolve(String file) {
    return workspace.session().directory().resolve(file);
  }

  /// Attaches and writes.
  ///
  /// @throws DestinationException when a registry does not take one
  /// @throws IOException when a file cannot be written, or a stored wheel cannot be read
  void publish(List<Done> all) throws DestinationException, IOException, InterruptedException {
    if (!options.attach && options.files.isEmpty()) {
      return;
    }
    for (Done done : all) {
      for (BuiltImage image : done.built().images()) {
        publish(done.built().member(), image);
      }
    }
  }

  private void publish(MemberBuild member, BuiltImage image)
      throws DestinationException, IOException, InterruptedException {
    Sbom sbom = sbom(member, image.planned());
    if (options.attach) {
      Attachment attachment =
          Attachment.of(
              new MediaType(SbomFormat.CYCLONE_DX.mediaType()), SbomFormat.CYCLONE_DX.write(sbom));
      for (Destination destination : member.destinations()) {
        if (destination instanceof RegistryDestination registry) {
          registry.attach(image.image().descriptor(), attachment);
        }
      }
    }
    for (String file : options.files) {
      if (isDirectory(file)) {
        write(resolve(file), member.name(), image.image().platform(), sbom);
      } else {
        Files.write(resolve(file), formatOf(file).write(sbom));
      }
    }
  }

  private Sbom sbom(MemberBuild member, PlannedImage planned) throws IOException {
    String version = planned.request().member().declared().map(d -> d.about().version()).orElse("");
    WheelLocator locator = workspace.locator(List.of(), new LocateListener() {});
    List<LocatedWheel> wheels = new ArrayList<>(locator.stored(planned.selection().packages()));
    wheels.addAll(planned.atHand().values());
    return Sbom.of(
        new SbomSubject(member.name(), version), planned.selection(), DeclaredLicenses.of(wheels));
  }

  private static SbomFormat formatOf(String file) {
    return file.endsWith("." + SbomFormat.SPDX.extension())
        ? SbomFormat.SPDX
        : SbomFormat.CYCLONE_DX;
  }

  private static void write(Path directory, String name, Platform platform, Sbom sbom)
      throws IOException {
    Files.createDirectories(directory);
    String suffix = platform.toString().replace('/', '-');
    for (SbomFormat format : SbomFormat.values()) {
      Path file = directory.resolve(name + "-" + suffix + "." + format.extension());
      Files.write(file, format.write(sbom));
    }
  }
}
