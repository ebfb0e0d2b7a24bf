package dev.garboard.buildpack;

import dev.garboard.locate.LocateListener;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import java.util.concurrent.atomic.AtomicInteger;

/// Hears what the stages do.
final class Progress implements BuildLog, LocateListener {
  private final Log log;
  private final AtomicInteger opened = new AtomicInteger();

  Progress(Log log) {
    this.log = log;
  }

  /// How many wheels were wanted.
  int opened() {
    return opened.get();
  }

  @Override
  public void locating(int wheels) {
    opened.addAndGet(wheels);
  }

  @Override
  public void makingWheel(SelectedPackage selected) {
    log.line("building a wheel of " + selected.name());
  }

  @Override
  public void supplied(SelectedPackage selected, LocatedWheel wheel) {
    log.line("taking " + wheel.filename() + " as supplied instead of building it");
  }

  @Override
  public void warning(BuildWarning warning) {
    log.warning(WarningWords.of(warning));
  }

  @Override
  public void unverified(PackageName name, String file) {
    log.warning(file + ": the lockfile has no digest of it");
  }
}
