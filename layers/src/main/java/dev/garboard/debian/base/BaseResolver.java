package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.packages.Closure;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.packages.ClosureSolver;
import dev.garboard.debian.packages.DenyList;
import dev.garboard.debian.packages.Dependency;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.PackageIndex;
import dev.garboard.debian.packages.Paragraphs;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Chooses the newest packages of a release: reads all its suites, then follows dependencies.
public final class BaseResolver {

  private final ArchiveReader reader;
  private final ArchiveReader.Trust trust;
  private final Map<String, List<VerifiedSuite>> suites = new HashMap<>();

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

  /// The verified suites of a release; asked for once. Each must be there: a mirror must not be
  /// able to hide security updates by leaving them out.
  ///
  /// @throws ArchiveException when a suite is missing or cannot be trusted
  /// @throws IOException when a mirror cannot be reached
  public List<VerifiedSuite> suites(Distribution distribution)
      throws ArchiveException, IOException {
    List<VerifiedSuite> known = suites.get(distribution.name());
    if (known != null) {
      return known;
    }
    List<VerifiedSuite> read =
        atOnce(Parallel::map, distribution.suites(), suite -> reader.suite(suite, trust));
    suites.put(distribution.name(), read);
    return read;
  }

  /// Reads the indexes of all suites of a release.
  ///
  /// @throws ArchiveException when a suite is missing or cannot be trusted
  /// @throws IOException when a mirror cannot be reached
  public Offer offer(Distribution distribution, Architecture architecture)
      throws ArchiveException, IOException {
    List<VerifiedSuite> all = suites(distribution);
    List<List<Paragraphs>> indexes =
        atOnce(
            // Each waits for the network first, but to unpack and read is what takes long.
            Parallel::compute,
            all,
            suite -> {
              List<Paragraphs> components = new ArrayList<>();
              for (String component : distribution.components()) {
                components.add(reader.packages(suite, component, architecture));
              }
              return components;
            });
    return new Offer(PackageIndex.of(indexes.stream().flatMap(List::stream).toList()), all);
  }

  private interface Reading<I, O> {
    O read(I input) throws ArchiveException, IOException;
  }

  /// What was read, or why it was not.
  private interface Outcome<O> {
    O get() throws ArchiveException, IOException;
  }

  private static <I, O> Outcome<O> outcome(I input, Reading<I, O> reading) {
    try {
      O read = reading.read(input);
      return () -> read;
    } catch (ArchiveException e) {
      return () -> {
        throw e;
      };
    } catch (IOException e) {
      return () -> {
        throw e;
      };
    }
  }

  private interface Threads {
    <I, O> List<O> run(List<I> inputs, int limit, Parallel.Task<I, O> task)
        throws TaskFailedException, InterruptedException;
  }

  /// Reads all to their ends: of several failures it is always the same one that is told.
  private static <I, O> List<O> atOnce(Threads threads, List<I> inputs, Reading<I, O> reading)
      throws ArchiveException, IOException {
    try {
      List<O> read = new ArrayList<>();
      for (Outcome<O> each : threads.run(inputs, inputs.size(), input -> outcome(input, reading))) {
        read.add(each.get());
      }
      return read;
    } catch (TaskFailedException e) {
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
