/// **plan**: which distribution goes into which layer, and each layer's key, before a byte is
/// fetched. Pure.
@NullMarked
package dev.garboard.plan;

import org.jspecify.annotations.NullMarked;
