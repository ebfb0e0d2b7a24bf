package dev.garboard.base;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.PackageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What packages are chosen for. Equal requests have equal answers for as long as the indexes of
/// the archive are the same: an answer can be remembered, and told to others.
///
/// @param parts the sets of the lock that answers
/// @param base all that decides of a base that is not part of the answer; empty where it is
record ChoiceRequest(Distribution distribution, List<Part> parts, String base) {

  /// Raised when other packages are chosen for the same request, or they are written otherwise.
  private static final int VERSION = 1;

  /// A longer answer is none.
  private static final int LONGEST = 1 << 20;

  /// One set of the lock.
  record Part(Use use, Architecture architecture, List<String> requested) {
    Part {
      requested = requested.stream().sorted().toList();
    }

    static Part of(LockedSet set) {
      return new Part(set.use(), set.architecture(), set.requested());
    }
  }

  ChoiceRequest {
    parts = List.copyOf(parts);
  }

  /// The request as a text.
  String text() {
    StringBuilder text = new StringBuilder("choice " + VERSION + " " + distribution.name() + "\n");
    for (Part part : parts) {
      text.append(part.use().id()).append(' ').append(part.architecture().id());
      text.append(' ').append(part.requested()).append('\n');
    }
    return text.append(base).toString();
  }

  /// By what the answer is found: the request, and what the signed release files say of all indexes
  /// that the answer is chosen from. What is left out of packages and which mirror has them changes
  /// no answer.
  Digest key(List<VerifiedSuite> suites) {
    List<String> lines = new ArrayList<>(List.of(text()));
    for (VerifiedSuite suite : suites) {
      lines.add(suite.suite().archive() + " " + suite.suite().name());
      for (String component : distribution.components()) {
        parts.stream()
            .map(Part::architecture)
            .distinct()
            .forEach(architecture -> lines.addAll(suite.indexLines(component, architecture)));
      }
    }
    return Hashing.sha256(String.join("\n", lines));
  }

  /// The lock that somebody wrote down as the answer; empty when the text is not exactly what this
  /// program writes for such a request.
  Optional<BaseLock> answer(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(LockReader.parse(text))
          .filter(lock -> LockWriter.text(lock).equals(text))
          .filter(this::isAnswer);
    } catch (LockException | IllegalArgumentException e) {
      // The latter of text that can be read, but that no lock is written with.
      return Optional.empty();
    }
  }

  private boolean isAnswer(BaseLock lock) {
    Set<String> used =
        lock.sets().stream()
            .flatMap(set -> set.packages().stream())
            .map(PackageId::toString)
            .collect(Collectors.toSet());
    return lock.release().equals(distribution.name())
        && lock.timestamp().matches("[0-9]{8}T[0-9]{6}Z")
        && Set.copyOf(lock.sets().stream().map(Part::of).toList()).equals(Set.copyOf(parts))
        && lock.sets().size() == parts.size()
        && lock.sets().stream().allMatch(this::isWhole)
        && lock.packages().stream().allMatch(each -> used.contains(each.id().toString()))
        && lock.packages().stream().allMatch(this::isOfArchive);
  }

  /// Each package is for the set's architecture, and what a base is made for is among them; system
  /// packages may be there under the name of a provider, or in the base.
  private boolean isWhole(LockedSet set) {
    List<String> names = set.packages().stream().map(PackageId::name).toList();
    return Set.copyOf(names).size() == names.size()
        && (set.use() == Use.SYSTEM || names.containsAll(set.requested()))
        && (set.present().isEmpty() || !base.isEmpty())
        && set.packages().stream()
            .map(PackageId::architecture)
            .allMatch(each -> each.equals("all") || each.equals(set.architecture().id()));
  }

  private boolean isOfArchive(LockedPackage each) {
    return distribution.archives().containsKey(each.file().archive())
        && each.file().path().startsWith("pool/")
        && each.file().path().endsWith(".deb")
        && each.file().digest().algorithm() == Digest.Algorithm.SHA256;
  }
}
