package dev.garboard.environment;

/// How an environment is brought up to date.
///
/// @param exact whether distributions that are not selected are removed
/// @param bytecode whether `.pyc` files are put beside the sources
/// @param workers how many threads may work
public record SyncOptions(LinkMode linkMode, boolean exact, boolean bytecode, int workers) {}
