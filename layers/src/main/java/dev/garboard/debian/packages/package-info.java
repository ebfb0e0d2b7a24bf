/// What a Debian archive's package indexes say, and which packages follow from a few: versions,
/// relations, closure (Debian Policy, chapters 5 and 7). Pure: knows no file and no network.
@NullMarked
package dev.garboard.debian.packages;

import org.jspecify.annotations.NullMarked;
