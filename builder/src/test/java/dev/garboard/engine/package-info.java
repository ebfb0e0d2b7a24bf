/// Real container engines for tests, each on a throw-away directory, stopped by the test that
/// started it.
@NullMarked
package dev.garboard.engine;

import org.jspecify.annotations.NullMarked;
