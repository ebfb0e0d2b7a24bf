/// The deflate format (RFC 1951) without the host's zlib, so that no byte that reaches a digest
/// depends on the machine. Knows neither zip nor gzip nor tar.
@NullMarked
package dev.garboard.deflate;

import org.jspecify.annotations.NullMarked;
