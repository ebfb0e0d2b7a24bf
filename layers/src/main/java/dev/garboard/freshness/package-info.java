/// Judges whether a lockfile still says what its project asks for: the question of `uv lock
/// --check`, answered from the files alone. Follows uv's validation of a lock. Never resolves, and
/// never guesses: what cannot be compared is unknown.
@NullMarked
package dev.garboard.freshness;

import org.jspecify.annotations.NullMarked;
