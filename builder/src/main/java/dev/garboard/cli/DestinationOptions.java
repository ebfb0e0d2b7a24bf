package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where an image goes, and what is said about it there.
final class DestinationOptions {

  @Option(
      names = "--to",
      paramLabel = "DESTINATION",
      description =
          "oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:REF], docker-daemon:REF"
              + " or docker://REF; repeatable.")
  final List<String> to = new ArrayList<>();

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "REF",
      description = "Name of the image; repeatable; default: the project's name.")
  final List<String> tags = new ArrayList<>();

  @Option(names = "--push", description = "Push every --tag: the same as --to docker://REF.")
  boolean push;

  @Option(names = "--load", description = "Load every --tag: the same as --to docker-daemon:REF.")
  boolean load;

  @Option(
      names = "--cache-from",
      paramLabel = "REF",
      description =
          "Take over equal layers of this image; repeatable; default: the tags that are pushed.")
  final List<String> cacheFrom = new ArrayList<>();

  @Option(
      names = "--cache-repo",
      paramLabel = "REPOSITORY",
      description =
          "Also look for layers, and for the newest Debian packages, here, where builds of other"
              + " projects keep theirs; repeatable.")
  final List<String> cacheRepos = new ArrayList<>();

  @Option(
      names = "--cache-write",
      description =
          "After publishing, keep the layers of dependencies and the chosen Debian packages in the"
              + " first --cache-repo.")
  boolean cacheWrite;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "oci or docker; default: ${DEFAULT-VALUE}.")
  String format = "oci";

  @Option(
      names = "--metadata-file",
      paramLabel = "FILE",
      description = "Also write the JSON result here.")
  @Nullable Path metadataFile;

  @Option(
      names = "--digest-file",
      paramLabel = "FILE",
      description = "Also write the image's digest here.")
  @Nullable Path digestFile;
}
