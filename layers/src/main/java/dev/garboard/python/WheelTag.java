package dev.garboard.python;

/// One interpreter–ABI–platform triple of a wheel (PEP 425), for example
/// `cp313-cp313-manylinux_2_17_x86_64`.
public record WheelTag(String python, String abi, String platform) {

  @Override
  public String toString() {
    return python + "-" + abi + "-" + platform;
  }
}
