/// The lifecycle's rules, written from the Cloud Native Buildpacks specification and from what the
/// upstream lifecycle was seen to do, so that builds can be followed over several images without a
/// registry, a container engine or root's powers.
@NullMarked
package dev.garboard.buildpack.lifecycle;

import org.jspecify.annotations.NullMarked;
