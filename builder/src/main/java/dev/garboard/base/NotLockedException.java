package dev.garboard.base;

/// The lock pins another release, other packages or other architectures than the build asks for.
public final class NotLockedException extends Exception {

  NotLockedException(String wanted, String locked) {
    super("wanted " + wanted + ", locked " + locked);
  }
}
