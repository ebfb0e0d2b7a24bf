package dev.garboard.cli;

import static dev.garboard.words.Phrases.code;

import dev.garboard.build.BuiltImage;
import dev.garboard.build.PlannedImage;
import dev.garboard.cli.BuildRun.Built;
import dev.garboard.content.Digest;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.oci.MediaType;
import dev.garboard.pipeline.DeclaredLicenses;
import dev.garboard.pipeline.OwnVersion;
import dev.garboard.python.PackageName;
import dev.garboard.registry.Attachment;
import dev.garboard.reuse.PreviousBills;
import dev.garboard.sbom.DeclaredLicense;
import dev.garboard.sbom.Sbom;
import dev.garboard.sbom.SbomFormat;
import dev.garboard.sbom.SbomSubject;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /// The bill of one image.
  record Bill(MemberBuild member, BuiltImage image, Sbom sbom) {}

  /// Makes the bills: before anything is published, as that hides the images of before.
  ///
  /// @throws IOException when a stored wheel cannot be read
  List<Bill> make(List<Built> all) throws IOException, InterruptedException {
    List<Bill> bills = new ArrayList<>();
    if (options.attach || !options.files.isEmpty()) {
      for (Built built : all) {
        for (BuiltImage image : built.images()) {
          bills.add(new Bill(built.member(), image, sbom(built.member(), image)));
        }
      }
    }
    return bills;
  }

  private Sbom sbom(MemberBuild member, BuiltImage image) throws IOException, InterruptedException {
    PlannedImage planned = image.planned();
    String version =
        OwnVersion.of(
            planned.request().member(),
            planned.selection().packages(),
            planned.request().app(),
            planned.found().atHand());
    WheelLocator locator = workspace.locator(List.of(), new LocateListener() {});
    List<LocatedWheel> wheels = new ArrayList<>(locator.stored(planned.selection().packages()));
    wheels.addAll(planned.found().atHand().values());
    Map<PackageName, DeclaredLicense> licenses = DeclaredLicenses.of(wheels);
    List<SelectedPackage> unread =
        planned.selection().packages().stream()
            .filter(selected -> !licenses.containsKey(selected.name()))
            .filter(selected -> selected.artifact() instanceof Artifact.Wheel)
            .toList();
    if (!unread.isEmpty()) {
      Map<Digest, DeclaredLicense> before =
          PreviousBills.licenses(workspace.registry(), member.previous(), image.image().platform());
      for (SelectedPackage selected : unread) {
        digests(selected).stream()
            .filter(before::containsKey)
            .findFirst()
            .ifPresent(digest -> licenses.put(selected.name(), before.get(digest)));
      }
    }
    return Sbom.of(new SbomSubject(member.name(), version), planned.selection(), licenses);
  }

  private static List<Digest> digests(SelectedPackage selected) {
    return selected.artifact() instanceof Artifact.Wheel wheel ? wheel.digests() : List.of();
  }

  /// The documents to attach in registries, by the digest of the image.
  Map<Digest, Attachment> attachments(List<Bill> bills) {
    Map<Digest, Attachment> attachments = new TreeMap<>();
    if (options.attach) {
      MediaType type = new MediaType(SbomFormat.CYCLONE_DX.mediaType());
      for (Bill bill : bills) {
        byte[] document = SbomFormat.CYCLONE_DX.write(bill.sbom());
        attachments.put(bill.image().image().descriptor().digest(), Attachment.of(type, document));
      }
    }
    return attachments;
  }

  /// Writes the files.
  ///
  /// @throws IOException when one cannot be written
  void write(List<Bill> bills) throws IOException {
    for (Bill bill : bills) {
      for (String file : options.files) {
        if (isDirectory(file)) {
          write(resolve(file), bill);
        } else {
          Files.write(resolve(file), formatOf(file).write(bill.sbom()));
        }
      }
    }
  }

  private static SbomFormat formatOf(String file) {
    return file.endsWith("." + SbomFormat.SPDX.extension())
        ? SbomFormat.SPDX
        : SbomFormat.CYCLONE_DX;
  }

  private static void write(Path directory, Bill bill) throws IOException {
    Files.createDirectories(directory);
    String platform = bill.image().image().platform().toString().replace('/', '-');
    for (SbomFormat format : SbomFormat.values()) {
      String name = bill.member().name() + "-" + platform + "." + format.extension();
      Files.write(directory.resolve(name), format.write(bill.sbom()));
    }
  }
}
