/// What a shared object needs from others: the dynamic section of ELF files (System V ABI, and the
/// GNU symbol versioning of the Linux Standard Base). Reads nothing else of them and knows no
/// distribution.
@NullMarked
package dev.garboard.elf;

import org.jspecify.annotations.NullMarked;
