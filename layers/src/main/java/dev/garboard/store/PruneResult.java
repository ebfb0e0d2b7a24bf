package dev.garboard.store;

/// What pruning removed and left.
public record PruneResult(
    long removedEntries, long removedBytes, long keptEntries, long keptBytes) {}
