/// Scenarios of the buildpack on the lifecycle's rules.
@NullMarked
package dev.garboard.buildpack;

import org.jspecify.annotations.NullMarked;
