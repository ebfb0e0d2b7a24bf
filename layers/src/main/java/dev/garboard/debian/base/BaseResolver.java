package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.packages.Closure;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.packages.ClosureSolver;
import dev.garboard.debian.packages.DenyList;
import dev.garboard.debian.packages.Dependency;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.PackageIndex;
import dev.garboard.debian.packages.PackageRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Chooses the newest packages of a release: reads all its suites, then follows dependencies.
public final class BaseResolver {

  private final ArchiveReader reader;
  private final ArchiveReader.Trust trust;

  /// Reads archives through `reader`.
  public BaseResolver(ArchiveReader reader, ArchiveReader.Trust trust) {
    this.reader = reader;
    this.trust = trust;
  }

  /// What a release offers for one architecture.
  ///
  /// @param suites the suites that were read
  public record Offer(PackageIndex index, List<VerifiedSuite> suites) {
    /// Copies.
    public Offer {
      suites = List.copyOf(suites);
    }

    /// The closure of these packages, without what a base leaves out.
    ///
    /// @throws ClosureException when there is none
    public Closure base(List<String> names) throws ClosureException {
      return ClosureSolver.solve(
          index, names.stream().map(Dependency::on).toList(), DenyList.base());
    }

    /// What these packages need beyond those of a base.
    ///
    /// @param present the base's packages by name
    /// @throws ClosureException when there is none
    public Closure beyond(Map<String, PackageId> present, List<String> names)
        throws ClosureException {
      return ClosureSolver.solve(
          index,
          names.stream().map(Dependency::on).toList(),
          DenyList.packageManagement(),
          present);
    }
  }

  /// Reads and verifies all suites of a release. Each must be there: a mirror must not be able to
  /// hide security updates by leaving them out.
  ///
  /// @throws ArchiveException when a suite is missing or cannot be trusted
  /// @throws IOException when a mirror cannot be reached
  public Offer offer(Distribution distribution, Architecture architecture)
      throws ArchiveException, IOException {
    List<PackageRecord> records = new ArrayList<>();
    List<VerifiedSuite> suites = new ArrayList<>();
    for (Suite suite : distribution.suites()) {
      VerifiedSuite verified = reader.suite(suite, trust);
      suites.add(verified);
      for (String component : distribution.components()) {
        records.addAll(reader.packages(verified, component, architecture));
      }
    }
    return new Offer(PackageIndex.of(records), suites);
  }
}
