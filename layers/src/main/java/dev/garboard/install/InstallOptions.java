package dev.garboard.install;

/// What an installation records and checks.
///
/// @param installer content of `INSTALLER`
/// @param requested whether `REQUESTED` is written
/// @param directUrl content of `direct_url.json` (PEP 610); empty for none
/// @param verifyRecord whether every file is held against the wheel's RECORD
public record InstallOptions(
    String installer, boolean requested, String directUrl, boolean verifyRecord) {

  /// For a distribution from a package index.
  public static InstallOptions defaults() {
    return new InstallOptions("garboard", true, "", false);
  }

  /// The same with a `direct_url.json`.
  public InstallOptions withDirectUrl(String json) {
    return new InstallOptions(installer, requested, json, verifyRecord);
  }

  /// The same with every file held against RECORD.
  public InstallOptions verifying() {
    return new InstallOptions(installer, requested, directUrl, true);
  }
}
