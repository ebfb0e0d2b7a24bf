/// Bytecode for a tree of Python sources, made by a CPython of the target's version. Follows
/// `importlib`'s cache layout (PEP 3147) and unchecked hash-based `.pyc` files (PEP 552). Knows
/// neither wheels nor layers.
@NullMarked
package dev.garboard.bytecode;

import org.jspecify.annotations.NullMarked;
