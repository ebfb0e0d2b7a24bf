package dev.garboard.cli;

import dev.garboard.cli.BuildRun.Done;
import dev.garboard.content.Digest;
import dev.garboard.destination.Destination;
import dev.garboard.destination.Evidence;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import dev.garboard.registry.Access;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryException;
import dev.garboard.reuse.BuildMemory;
import dev.garboard.reuse.BuildMemory.Grounds;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A build of which everything is as it was the last time: found out by the state of files and by
/// asking registries where their tags point, before anything is read.
final class UnchangedBuild {

  /// Variables of shells and terminals that change from call to call and mean nothing to a build.
  private static final Set<String> NOT_ASKED =
      Set.of(
          "_",
          "SHLVL",
          "PWD",
          "OLDPWD",
          "TERM",
          "COLUMNS",
          "LINES",
          "WINDOWID",
          "SSH_CLIENT",
          "SSH_CONNECTION",
          "SSH_TTY",
          "DISPLAY");

  private final BuildMemory memory;
  private final Instant start;

  /// @param arguments of the command line, all of them
  UnchangedBuild(Session session, List<String> arguments) {
    this.start = session.clock().instant();
    List<String> question =
        new ArrayList<>(List.of(Main.version(), session.directory().toString()));
    question.addAll(arguments);
    question.add(session.architecture());
    for (String name : new TreeSet<>(session.environment().keySet())) {
      if (!NOT_ASKED.contains(name)) {
        question.add(name + "=" + session.variable(name));
      }
    }
    this.memory = new BuildMemory(new Store(session.cacheDirectory(), session.clock()), question);
  }

  /// What was made and still lies where it was published.
  ///
  /// @param digests as a file of digests has them
  /// @param document as `--json` prints it, of a build that made nothing
  record Known(List<String> references, List<String> digests, String document) {}

  /// The former result if nothing has changed.
  Optional<Known> recall(Connection connection) throws IOException, InterruptedException {
    Optional<String> answer = memory.recall(start);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Known known = new Known(new ArrayList<>(), new ArrayList<>(), "");
    List<String> tags = new ArrayList<>();
    for (String line : answer.get().lines().toList()) {
      String rest = line.substring(line.indexOf(' ') + 1);
      switch (line.substring(0, line.indexOf(' '))) {
        case "reference" -> known.references.add(rest);
        case "digest" -> known.digests.add(rest);
        case "tag" -> tags.add(rest);
        default -> known = new Known(known.references, known.digests, rest);
      }
    }
    return tags.isEmpty() ? Optional.of(known) : afterAsking(known, tags, connection.registry());
  }

  private static Optional<Known> afterAsking(Known known, List<String> tags, HttpRegistry registry)
      throws InterruptedException {
    try {
      for (String tag : tags) {
        String[] fields = tag.split(" ", -1);
        Optional<Digest> found =
            registry
                .headManifest(ImageReference.parse(fields[2]), Access.valueOf(fields[0]))
                .map(descriptor -> descriptor.digest());
        if (!found.equals(Optional.of(Digest.parse(fields[1])))) {
          return Optional.empty();
        }
      }
      String requests = "\"requests\":";
      String document = known.document.replace(requests + 0, requests + registry.sent().requests());
      return Optional.of(new Known(known.references, known.digests, document));
    } catch (OciException | RegistryException e) {
      // The build itself will meet the same fault, and say so.
      return Optional.empty();
    }
  }

  /// Remembers a build, unless something that it rests on cannot be looked at later.
  void remember(BuildResult result, BuildInputs.Found found) throws IOException {
    if (!found.complete()) {
      return;
    }
    List<Path> outputs = new ArrayList<>();
    StringBuilder answer = new StringBuilder();
    for (Done done : result.images()) {
      for (Destination destination : done.built().member().destinations()) {
        switch (destination.evidence(done.built().publishable())) {
          case Evidence.InFiles(List<Path> files) -> outputs.addAll(files);
          case Evidence.InRegistry(List<ImageReference> tags) -> {
            Digest digest = done.built().publishable().descriptor().digest();
            tags.forEach(tag -> tag(answer, Access.PUSH, digest, tag));
          }
          case Evidence.None() -> {
            return;
          }
        }
      }
    }
    found.bases().forEach((reference, digest) -> tag(answer, Access.PULL, digest, reference));
    result.references().forEach(line -> answer.append("reference ").append(line).append('\n'));
    result.digests().forEach(line -> answer.append("digest ").append(line).append('\n'));
    answer.append("document ").append(result.ofNothingChanged());
    memory.remember(new Grounds(start, found.until(), found.paths(), outputs), answer.toString());
  }

  private static void tag(
      StringBuilder answer, Access access, Digest digest, ImageReference reference) {
    answer.append("tag ").append(access).append(' ').append(digest).append(' ');
    answer.append(reference).append('\n');
  }
}
