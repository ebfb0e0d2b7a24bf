package dev.garboard.build;

import dev.garboard.layer.Compression;
import dev.garboard.plan.LayerStrategy;

/// How the dependencies are cut into layers, and what is done to their bytes.
public record LayerSettings(LayerStrategy strategy, Compression compression, Bytecode bytecode) {}
