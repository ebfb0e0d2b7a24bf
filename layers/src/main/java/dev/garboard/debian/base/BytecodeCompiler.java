package dev.garboard.debian.base;

import java.io.IOException;
import java.util.List;

/// Compiles Python modules to unchecked-hash `.pyc` files (PEP 552).
public interface BytecodeCompiler {

  /// A module that the interpreter refused, and why.
  record Failure(String imagePath, String detail) {}

  /// Compiles all sources in one process, in the order given; returns those that failed.
  ///
  /// @throws IOException when the interpreter cannot be run or ends abnormally
  /// @throws InterruptedException when the caller was interrupted; the process was ended
  List<Failure> compile(List<PythonSource> sources) throws IOException, InterruptedException;
}
