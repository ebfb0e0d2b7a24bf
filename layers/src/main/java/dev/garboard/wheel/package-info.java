/// The wheel format (PEP 427): archive, WHEEL, METADATA, RECORD, entry points. Refuses to know
/// where wheels come from or where they are installed.
@NullMarked
package dev.garboard.wheel;

import org.jspecify.annotations.NullMarked;
