package dev.garboard.cli;

import dev.garboard.layer.LayerBlob;
import dev.garboard.locate.LocateListener;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Tells people on standard error what happens.
final class Console implements BuildLog {

  private static final double MEGA = 1e6;

  private final Session session;
  private final OutputOptions options;
  private final AtomicLong reused = new AtomicLong();

  Console(Session session, OutputOptions options) {
    this.session = session;
    this.options = options;
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
    say("selected " + count(packages, "package"));
  }

  @Override
  public void reused(PlannedLayer layer, BuiltLayer.Origin origin) {
    reused.incrementAndGet();
    if (options.verbose) {
      say("reusing layer " + layer.label());
    }
  }

  @Override
  public void locating(int wheels) {
    say("locating " + count(wheels, "wheel"));
  }

  @Override
  public void built(PlannedLayer layer, LayerBlob blob) {
    say("wrote layer " + layer.label() + " (" + megabytes(blob.size()) + ")");
  }

  @Override
  public void warning(BuildWarning warning) {
    Failure words = WarningReport.of(warning);
    synchronized (this) {
      new Report(session, false).warning(words.title(), words.details());
    }
  }

  /// Hears downloads.
  LocateListener downloads() {
    return new LocateListener() {
      @Override
      public void finished(PackageName name, String file, long size) {
        if (options.verbose) {
          say("fetched " + file + " (" + megabytes(size) + ")");
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
        count(result.layersBuilt(), "layer")
            + " built, "
            + reused.get()
            + " reused, "
            + megabytes(result.traffic().bytes())
            + " downloaded, "
            + String.format(Locale.ROOT, "%.1f s", milliseconds / 1e3));
    say(result.digest());
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String megabytes(long bytes) {
    return bytes < MEGA / 10
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
  }
}
