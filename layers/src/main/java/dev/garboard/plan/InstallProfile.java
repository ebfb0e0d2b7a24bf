package dev.garboard.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/// What all layers of one environment have in common and what therefore is in each one's key.
///
/// @param prefix where the environment lies in the image, absolute
/// @param pythonTag interpreter tag with the free-threaded mark: `cp313`, `cp313t`
/// @param bytecode `off`, or the full `X.Y.Z` of the CPython that compiles
/// @param compression name and parameters: all that decides the compressed bytes
public record InstallProfile(String prefix, String pythonTag, String bytecode, String compression) {

  /// Raised whenever the bytes of a layer change for equal inputs.
  public static final int FORMAT = 1;

  /// No bytecode is made.
  public static final String NO_BYTECODE = "off";

  /// Raised whenever the bytes of compiled files change for equal inputs: the compiler's number,
  /// which this package cannot see.
  public static final int BYTECODE_FORMAT = 2;

  Map<String, Object> keyInputs() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("format", FORMAT);
    inputs.put("prefix", prefix);
    inputs.put("python", pythonTag);
    inputs.put("bytecode", bytecode);
    if (!bytecode.equals(NO_BYTECODE)) {
      inputs.put("bytecodeFormat", BYTECODE_FORMAT);
    }
    inputs.put("compression", compression);
    return inputs;
  }
}
