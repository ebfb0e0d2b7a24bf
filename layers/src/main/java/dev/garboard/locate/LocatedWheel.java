package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.python.WheelFilename;
import java.nio.file.Path;

/// A wheel whose bytes lie on this machine and were verified against the lock.
///
/// @param file must not be changed; usually inside the store
/// @param digest SHA-256 of the whole file
public record LocatedWheel(WheelFilename filename, Path file, Digest digest) {}
