/// Distributions without a wheel become wheels: built on the host in isolation by [HostBuilder], or
/// written by [StaticWheel] where the result is known without running the build backend. Follows
/// PEP 517 and the core metadata specification. Knows nothing of layers or images.
@NullMarked
package dev.garboard.hostbuild;

import org.jspecify.annotations.NullMarked;
