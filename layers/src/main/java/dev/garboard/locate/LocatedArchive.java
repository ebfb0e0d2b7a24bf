package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.python.PackageName;
import java.nio.file.Path;

/// A source archive whose bytes lie on this machine and were verified against the lock.
///
/// @param file must not be changed; lies inside the store
/// @param digest SHA-256 of the whole file
public record LocatedArchive(PackageName name, String filename, Path file, Digest digest) {}
