package dev.garboard.cli;

import dev.garboard.base.BaseNotice;
import dev.garboard.debian.base.BaseWarning;
import dev.garboard.layer.LayerBlob;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.words.DebianWords;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import dev.garboard.words.WarningReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Tells people on standard error what happens.
final class Console implements BuildLog, BaseNotice {

  private final Session session;
  private final OutputOptions options;
  private final SortedSet<String> warnings = new TreeSet<>();
  private final SortedSet<String> notPinned = new TreeSet<>();

  Console(Session session, OutputOptions options) {
    this.session = session;
    this.options = options;
  }

  /// The variables of the command.
  Map<String, String> environment() {
    return session.environment();
  }

  private boolean silent() {
    return options.quiet || options.progress == OutputOptions.Progress.none;
  }

  /// Prints a line unless nobody wants to hear.
  synchronized void say(String line) {
    if (!silent()) {
      session.err().println(line);
    }
  }

  @Override
  public void selected(int packages) {
    say("selected " + Phrases.count(packages, "package"));
  }

  @Override
  public void reused(PlannedLayer layer, BuiltLayer.Origin origin) {
    if (options.verbose) {
      say("reusing layer " + layer.label());
    }
  }

  @Override
  public void locating(int wheels) {
    say("locating " + Phrases.count(wheels, "wheel"));
  }

  @Override
  public void makingWheel(SelectedPackage selected) {
    say("building " + (selected.name() + " " + selected.version()).strip() + " on this machine");
  }

  @Override
  public void supplied(SelectedPackage selected, LocatedWheel wheel) {
    say(
        "taking "
            + wheel.filename()
            + " from `--find-links` instead of building it ("
            + wheel.digest()
            + ")");
  }

  @Override
  public void built(PlannedLayer layer, LayerBlob blob) {
    say("wrote layer " + layer.label() + " (" + Phrases.megabytes(blob.size()) + ")");
  }

  @Override
  public void warning(BuildWarning warning) {
    warn(WarningReport.of(warning));
  }

  @Override
  public synchronized void notPinned(String release) {
    if (notPinned.add(release)) {
      say(release + " is not pinned: `garboard base lock` writes its packages down");
    }
  }

  @Override
  public void expired(String release) {
    warn(Failure.of(ExitCode.INTEGRITY, "the archive of " + release + " is past its Valid-Until"));
  }

  @Override
  public void making(String release, String architecture, int packages) {
    say(
        "making "
            + release
            + " for "
            + architecture
            + " from "
            + Phrases.count(packages, "package"));
  }

  @Override
  public void warning(BaseWarning warning) {
    warn(DebianWords.of(warning));
  }

  /// Warns once of each thing.
  synchronized void warn(Failure words) {
    // A file may be looked for twice.
    if (warnings.add(words.title())) {
      new Report(session, false).warning(words.title(), words.details());
    }
  }

  /// Whether there was a warning.
  synchronized boolean hasWarned() {
    return !warnings.isEmpty();
  }

  /// Makes warnings an error, as `--strict` wants.
  ///
  /// @throws FailureException if there was one
  synchronized void requireNoWarnings() throws FailureException {
    if (!warnings.isEmpty()) {
      List<String> details = new ArrayList<>(warnings);
      details.add("Nothing was published");
      throw new Failure(
              ExitCode.PROJECT,
              "`--strict` does not allow warnings, and there "
                  + (warnings.size() == 1 ? "is 1" : "are " + warnings.size()),
              details)
          .exception();
    }
  }

  /// Hears downloads.
  LocateListener downloads() {
    return new LocateListener() {
      @Override
      public void finished(PackageName name, String file, long size) {
        if (options.verbose) {
          say("fetched " + file + " (" + Phrases.megabytes(size) + ")");
        }
      }

      @Override
      public void unverified(PackageName name, String file) {
        warning(new BuildWarning.Unverified(name, file));
      }
    };
  }

  void finished(BuildResult result, Stopwatch stopwatch) {
    long milliseconds = stopwatch.milliseconds().values().stream().mapToLong(v -> (Long) v).sum();
    say(
        Phrases.count(result.layersOf(BuiltLayer.Origin.BUILT), "layer")
            + " built, "
            + result.layersOf(BuiltLayer.Origin.STORE, BuiltLayer.Origin.REGISTRY)
            + " reused, "
            + Phrases.megabytes(result.traffic().bytes())
            + " downloaded, "
            + String.format(Locale.ROOT, "%.1f s", milliseconds / 1e3));
    result.digests().forEach(this::say);
  }
}
