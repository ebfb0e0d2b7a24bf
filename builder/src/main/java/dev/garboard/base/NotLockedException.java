package dev.garboard.base;

import dev.garboard.stage.StageException;

/// The lock does not fit what is built.
public final class NotLockedException extends StageException {

  private final transient Mismatch mismatch;

  /// How it does not fit.
  public sealed interface Mismatch {
    /// It pins another release, other packages or other architectures than the build asks for.
    record OtherRequest(String wanted, String locked) implements Mismatch {}

    /// It pins packages that a base in another state needs.
    ///
    /// @param base as the user named it
    record OtherBase(String base) implements Mismatch {}
  }

  NotLockedException(Mismatch mismatch) {
    super(mismatch.toString());
    this.mismatch = mismatch;
  }

  /// How the lock does not fit.
  public Mismatch mismatch() {
    return mismatch;
  }
}
