package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.config.Settings;
import dev.garboard.destination.DestinationException;
import dev.garboard.project.PyProject;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.SelectionRequest.Roots;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the flags of `build` ask for, one for each member.
///
/// @param projectVersion as the flag has it; empty for none
record MemberBuilds(
    SelectionOptions selection,
    BuildToolOptions tools,
    DestinationOptions destinations,
    String projectVersion) {

  /// The members that were asked for, each with its own settings.
  List<MemberBuild> of(Workspace workspace)
      throws FailureException, DestinationException, IOException {
    SelectionRequest asked = Requests.of(selection, tools, workspace.settings(), Defaults.NONE);
    List<PackageName> names =
        asked.roots().all() ? workspace.memberNames() : asked.roots().packages();
    if (names.isEmpty()) {
      PyProject member = workspace.tree().discovered();
      return List.of(member(workspace, member, asked, Destinations.only(destinations)));
    }
    List<MemberBuild> members = new ArrayList<>();
    Destinations places =
        names.size() > 1 ? Destinations.several(destinations) : Destinations.only(destinations);
    for (PackageName name : names) {
      PyProject member = workspace.member(name);
      SelectionRequest request =
          Requests.of(selection, tools, workspace.settings(member), Defaults.NONE);
      Roots roots = new Roots(List.of(name), false);
      members.add(member(workspace, member, request.withRoots(roots), places));
    }
    return members;
  }

  private MemberBuild member(
      Workspace workspace, PyProject member, SelectionRequest request, Destinations places)
      throws FailureException, DestinationException, IOException {
    Settings settings = workspace.settings(member);
    String title = ImageSetup.title(member);
    ImageRequests images =
        new ImageRequests(
            workspace,
            projectVersion,
            ImageSetup.format(destinations.format),
            places.outputs(title));
    ImageRequest image = images.of(member, request);
    return new MemberBuild(
        image.withInputs(new SelectionFacts(workspace, selection, tools).of(image)),
        settings,
        workspace.platforms(settings),
        places.of(title, workspace.registry()),
        places.previous(title));
  }
}
