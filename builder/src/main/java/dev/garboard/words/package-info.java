/// The prose of the command line: what every problem and every warning of the stages is called, why
/// it is wrong, and what to do. Problems arrive as data, and leave as a
/// [dev.garboard.words.Failure].
@NullMarked
package dev.garboard.words;

import org.jspecify.annotations.NullMarked;
