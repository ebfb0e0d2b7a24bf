package dev.garboard.sbom;

import dev.garboard.http.RedactedUrl;
import dev.garboard.project.PackageSource;
import dev.garboard.project.UvSettings;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import java.nio.charset.StandardCharsets;

/// The package URL of a selected distribution. Only what a Python index serves is of type `pypi`; a
/// local tree must not be taken for a package of the same name there.
///
/// Specification: package URL (ECMA-427), types `pypi` and `generic`.
final class PackageUrl {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/";

  private PackageUrl() {}

  static String of(SelectedPackage selected) {
    return switch (selected.source()) {
      case PackageSource.Registry registry -> text("pypi", selected, repository(registry));
      case PackageSource.Url(String url, _) ->
          text("pypi", selected, qualifier("download_url", address(url)));
      case PackageSource.Git git ->
          text("pypi", selected, qualifier("vcs_url", repositoryAtCommit(git)));
      case PackageSource.PathArchive _,
          PackageSource.Directory _,
          PackageSource.Editable _,
          PackageSource.Virtual _ ->
          text("generic", selected, "");
    };
  }

  /// A repository at its commit, in the form that SPDX and package URLs share.
  static String repositoryAtCommit(PackageSource.Git git) {
    String url = address(git.url());
    return (url.startsWith("git+") ? url : "git+" + url) + "@" + git.commit();
  }

  /// A URL without user information, query and fragment.
  static String address(String url) {
    String redacted = new RedactedUrl(url).value();
    int query = redacted.indexOf('?');
    return query < 0 ? redacted : redacted.substring(0, query);
  }

  /// The URL that the artifact was taken from; empty when it is no public address.
  static String download(SelectedPackage selected) {
    String location =
        switch (selected.artifact()) {
          case Artifact.Wheel wheel -> wheel.location();
          case Artifact.SourceArchive archive -> archive.location();
          case Artifact.GitTree _, Artifact.LocalTree _ -> "";
        };
    return location.startsWith("https:") || location.startsWith("http:") ? address(location) : "";
  }

  private static String repository(PackageSource.Registry registry) {
    String index = index(registry);
    return index.isEmpty() || index.equals(UvSettings.DEFAULT_INDEX)
        ? ""
        : qualifier("repository_url", index);
  }

  /// The index that a package comes from; empty when it is no URL or a directory of this machine.
  static String index(PackageSource source) {
    return source instanceof PackageSource.Registry(String location) && location.startsWith("http")
        ? address(location)
        : "";
  }

  private static String qualifier(String key, String value) {
    return "?" + key + "=" + encode(value);
  }

  private static String text(String type, SelectedPackage selected, String qualifiers) {
    String version = selected.version().isEmpty() ? "" : "@" + encode(selected.version());
    return "pkg:" + type + "/" + selected.name() + version + qualifiers;
  }

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
