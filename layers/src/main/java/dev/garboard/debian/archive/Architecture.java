package dev.garboard.debian.archive;

/// A Debian architecture that bases are built for.
public enum Architecture {
  /// 64-bit x86.
  AMD64("amd64", "x86_64-linux-gnu", "usr/lib64/ld-linux-x86-64.so.2"),
  /// 64-bit Arm.
  ARM64("arm64", "aarch64-linux-gnu", "usr/lib/ld-linux-aarch64.so.1");

  private final String id;
  private final String triplet;
  private final String loader;

  Architecture(String id, String triplet, String loader) {
    this.id = id;
    this.triplet = triplet;
    this.loader = loader;
  }

  /// The name that archives use.
  public String id() {
    return id;
  }

  /// The directory name under `/usr/lib` for this architecture's libraries.
  public String triplet() {
    return triplet;
  }

  /// Where the dynamic loader lies once `/usr` is merged, relative to the root.
  public String loader() {
    return loader;
  }
}
