package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.build.SelectionInputs;
import dev.garboard.config.Settings;
import dev.garboard.oci.ImageFormat;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Path;
import java.util.List;

/// Turns a member's settings into what its image shall be.
///
/// @param projectVersion as the flag has it; empty for none
/// @param outputs files and directories that this run writes or was given: never part of an image
record ImageRequests(
    Workspace workspace, String projectVersion, ImageFormat format, List<Path> outputs) {

  ImageRequests {
    outputs = List.copyOf(outputs);
  }

  ImageRequest of(PyProject member, SelectionRequest selection) throws FailureException {
    Settings settings = workspace.settings(member);
    return new ImageRequest(
        member,
        selection,
        ImageSetup.app(settings, projectVersion, Outputs.patterns(member.directory(), outputs)),
        ImageSetup.layers(settings),
        ImageSetup.image(
            settings, member, format, workspace.session().variable("SOURCE_DATE_EPOCH")),
        SelectionInputs.unknown(workspace.tree().root()));
  }
}
