/// From an archive's address to bytes that can be trusted: signed release files, the indexes whose
/// digests they hold, the packages whose digests those hold ("apt-secure(8)", "DebianRepository
/// Format"). Transport and storage are ports.
@NullMarked
package dev.garboard.debian.archive;

import org.jspecify.annotations.NullMarked;
