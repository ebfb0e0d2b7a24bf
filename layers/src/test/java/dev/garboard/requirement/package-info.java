/// What a test needs beside the JDK: tools, the corpus, a network. Where it is missing the test is
/// skipped with the reason, or fails when `GARBOARD_REQUIRE_ENGINES=1` says that all must be there.
@NullMarked
package dev.garboard.requirement;

import org.jspecify.annotations.NullMarked;
