/// **read**: `pyproject.toml` and `uv.lock` as records, in file order, nothing interpreted. The
/// only package that sees TOML.
@NullMarked
package dev.garboard.project;

import org.jspecify.annotations.NullMarked;
