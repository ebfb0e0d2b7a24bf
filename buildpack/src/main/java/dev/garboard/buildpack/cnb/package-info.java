/// The file formats of Cloud Native Buildpacks as values, for the author of one buildpack: what the
/// lifecycle hands over, and what it wants back. Written against Buildpack API 0.10 of the
/// [specification](https://github.com/buildpacks/spec/blob/buildpack/v0.10/buildpack.md), and the
/// lifecycle where the two differ. Knows nothing of Python.
@NullMarked
package dev.garboard.buildpack.cnb;

import org.jspecify.annotations.NullMarked;
