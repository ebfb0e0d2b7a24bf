/// Bases: packages of a release unpacked into layers' trees, with what their maintainer scripts
/// would have done written natively. Nothing of the target is run.
@NullMarked
package dev.garboard.debian.base;

import org.jspecify.annotations.NullMarked;
