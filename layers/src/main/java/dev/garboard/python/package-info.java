/// Python's packaging standards as values: names, versions (PEP 440), markers (PEP 508), wheel
/// names and tags (PEP 425, 427). Pure; knows neither files nor the host.
@NullMarked
package dev.garboard.python;

import org.jspecify.annotations.NullMarked;
