package dev.garboard.debian.base;

import java.nio.file.Path;

/// A module to compile.
///
/// @param file where its source lies on this machine
/// @param imagePath where it will lie in the image, absolute: goes into the bytecode
/// @param output where the bytecode is to be written on this machine
public record PythonSource(Path file, String imagePath, Path output) {}
