/// What a shared object needs and offers ("Executable and Linking Format", System V gABI chapter 5;
/// symbol versions as in the Linux Standard Base).
@NullMarked
package dev.garboard.elf;

import org.jspecify.annotations.NullMarked;
