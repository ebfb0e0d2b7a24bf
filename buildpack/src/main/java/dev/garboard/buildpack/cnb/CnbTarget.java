package dev.garboard.buildpack.cnb;

import java.util.Map;

/// What an image is for: `CNB_TARGET_*`.
///
/// @param os `linux`
/// @param architecture as in image platforms: `amd64`, `arm64`
/// @param distribution of the run image, such as `debian`; empty when unknown
/// @param distributionVersion such as `13`; empty when unknown
public record CnbTarget(
    String os, String architecture, String distribution, String distributionVersion) {

  static CnbTarget from(Map<String, String> variables) throws CnbException {
    String os = variables.getOrDefault("CNB_TARGET_OS", "");
    String architecture = variables.getOrDefault("CNB_TARGET_ARCH", "");
    if (os.isEmpty() || architecture.isEmpty()) {
      throw new CnbException(
          "the platform does not set `CNB_TARGET_OS` and `CNB_TARGET_ARCH`, which Buildpack API"
              + " 0.10 promises");
    }
    return new CnbTarget(
        os,
        architecture,
        variables.getOrDefault("CNB_TARGET_DISTRO_NAME", ""),
        variables.getOrDefault("CNB_TARGET_DISTRO_VERSION", ""));
  }

  /// `linux/amd64`.
  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
