package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.Settings;
import dev.garboard.oci.ImageFormat;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionRequest;

/// Turns a member's settings into what its image shall be.
///
/// @param projectVersion as the flag has it; empty for none
record ImageRequests(Workspace workspace, String projectVersion, ImageFormat format) {

  ImageRequest of(PyProject member, SelectionRequest selection) throws FailureException {
    Settings settings = workspace.settings(member);
    return new ImageRequest(
        member,
        selection,
        ImageSetup.app(settings, projectVersion),
        ImageSetup.layers(settings),
        ImageSetup.image(
            settings, member, format, workspace.session().variable("SOURCE_DATE_EPOCH")));
  }
}
