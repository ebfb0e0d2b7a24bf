/// What the shell launchers at the root promise, tried with stand-ins for the JDK and for Maven.
@NullMarked
package dev.garboard.launcher;

import org.jspecify.annotations.NullMarked;
