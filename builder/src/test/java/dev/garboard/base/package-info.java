/// Tests of bases and system packages, on archives and images of the tests' own.
@NullMarked
package dev.garboard.base;

import org.jspecify.annotations.NullMarked;
