package dev.garboard.hostbuild;

import java.nio.file.Path;

/// A CPython of this machine that was started once to see what it is.
///
/// @param minor `X.Y`
/// @param libc name and version of its C library, as in `glibc 2.36`; empty when not GNU's
record HostPython(Path executable, String minor, boolean freeThreaded, String libc) {

  boolean fits(String pythonMinor, boolean wantsFreeThreaded) {
    return minor.equals(pythonMinor) && freeThreaded == wantsFreeThreaded;
  }
}
