package dev.garboard.archfixtures.components;

import org.jspecify.annotations.Nullable;

record Violation(@Nullable String name) {}
