package dev.garboard.debian.base;

/// A user of a base.
///
/// @param home absolute
public record Account(String name, int uid, int gid, String home) {}
