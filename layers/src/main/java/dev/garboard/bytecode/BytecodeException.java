package dev.garboard.bytecode;

import dev.garboard.stage.StageException;

/// A compiler that did not do its work: it could not be started, failed, or was silent too long.
public final class BytecodeException extends StageException {

  private final String interpreter;
  private final String output;

  BytecodeException(String interpreter, String reason, String output) {
    super(interpreter + ": " + reason);
    this.interpreter = interpreter;
    this.output = output;
  }

  /// The program that was started.
  public String interpreter() {
    return interpreter;
  }

  /// What it printed, at most a few kilobytes.
  public String output() {
    return output;
  }
}
