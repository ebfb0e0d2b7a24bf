/// The `garboard` command: flags, streams and exit codes. The only place that knows the process it
/// runs in.
@NullMarked
package dev.garboard.cli;

import org.jspecify.annotations.NullMarked;
