/// Settings from flags, variables, `[tool.garboard]` tables and the user's file, each with its
/// origin. Knows the keys and their types, not what they are for.
@NullMarked
package dev.garboard.config;

import org.jspecify.annotations.NullMarked;
