package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an image goes, and what is said about it there.
final class DestinationOptions {

  final List<String> to = new ArrayList<>();
  final List<String> tags = new ArrayList<>();
  boolean push;
  boolean load;
  final List<String> cacheFrom = new ArrayList<>();
  final List<String> cacheRepos = new ArrayList<>();
  boolean cacheWrite;
  String format = "oci";
  @Nullable Path metadataFile;
  @Nullable Path digestFile;

  void declare(Options options) {
    options.texts(
        "--to=DESTINATION",
        "oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:REF], docker-daemon:REF"
            + " or docker://REF; repeatable.",
        to::addAll);
    options.texts(
        "-t, --tag=REF",
        "Name of the image; repeatable; default: the project's name.",
        tags::addAll);
    options.flag(
        "--push", "Push every --tag: the same as --to docker://REF.", given -> push = given);
    options.flag(
        "--load", "Load every --tag: the same as --to docker-daemon:REF.", given -> load = given);
    options.texts(
        "--cache-from=REF",
        "Take over equal layers of this image; repeatable; default: the tags that are pushed.",
        cacheFrom::addAll);
    options.texts(
        "--cache-repo=REPOSITORY",
        "Also look for layers, and for the newest Debian packages, here, where builds of other"
            + " projects keep theirs; repeatable.",
        cacheRepos::addAll);
    options.flag(
        "--cache-write",
        "After publishing, keep the layers of dependencies and the chosen Debian packages in the"
            + " first --cache-repo.",
        given -> cacheWrite = given);
    options.text(
        "--format=FORMAT", "oci or docker; default: " + format + ".", value -> format = value);
    options.path(
        "--metadata-file=FILE", "Also write the JSON result here.", value -> metadataFile = value);
    options.path(
        "--digest-file=FILE", "Also write the image's digest here.", value -> digestFile = value);
  }
}
