/// Bytes and their names: content that can be opened, and digests. Follows the OCI image
/// specification's digest form. Knows nothing of Python, archives or images.
@NullMarked
package dev.garboard.content;

import org.jspecify.annotations.NullMarked;
