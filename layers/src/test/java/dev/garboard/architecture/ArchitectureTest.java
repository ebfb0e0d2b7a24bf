package dev.garboard.architecture;

final class ArchitectureTest extends ModuleArchitecture {}
