/// The `garboard` command: flags, streams, exit codes, and the words for every problem. The only
/// place that knows the process it runs in.
@NullMarked
package dev.garboard.cli;

import org.jspecify.annotations.NullMarked;
