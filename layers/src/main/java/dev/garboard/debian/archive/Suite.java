package dev.garboard.debian.archive;

/// A suite of an archive: which archive of the distribution, and the suite's or the release's code
/// name there.
public record Suite(String archive, String name) {}
