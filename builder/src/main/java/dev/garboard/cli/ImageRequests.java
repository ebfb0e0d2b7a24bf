package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.oci.ImageFormat;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionRequest;
import java.util.List;

/// Turns a member's settings into what its image shall be.
///
/// @param projectVersion as the flag has it; empty for none
record ImageRequests(Workspace workspace, String projectVersion, ImageFormat format) {

  ImageRequest of(PyProject member, SelectionRequest selection) throws FailureException {
    Settings settings = workspace.settings(member);
    refuseSystemPackages(settings.list(SettingKey.SYSTEM_PACKAGES));
    return new ImageRequest(
        member,
        selection,
        ImageSetup.app(settings, projectVersion),
        ImageSetup.layers(settings),
        ImageSetup.image(
            settings, member, format, workspace.session().variable("SOURCE_DATE_EPOCH")));
  }

  private static void refuseSystemPackages(List<String> names) throws FailureException {
    if (!names.isEmpty()) {
      throw Failure.of(
              ExitCode.USAGE,
              "this version adds no Debian packages beyond those of the base",
              "Asked for: " + String.join(", ", names),
              "Take a base that has them, with `--base`")
          .exception();
    }
  }
}
