package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.build.LayerSettings;
import dev.garboard.build.SelectionInputs;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.freshness.UvSurroundings;
import dev.garboard.pipeline.AppSettings;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.project.ProjectTree;
import dev.garboard.project.PyProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Collects what decides the layers below an application: the lockfile, all `pyproject.toml`, and
/// the settings as they are in effect, whether a flag, a variable, a table or the user's file set
/// them. Where files are taken from is none of it: the lockfile says what they must be.
record SelectionFacts(Workspace workspace, SelectionOptions selection, BuildToolOptions tools) {

  /// Where a file lies whose digest is locked.
  private static final Pattern PLACE = Pattern.compile("url = \"[^\"]*/(?=[^\"/]*\", hash = \")");

  /// The inputs of a member's image; unknown where packages are chosen anew each time, where wheels
  /// are supplied that no lockfile knows, and where settings of uv outside the project make it
  /// doubtful that the lockfile is up to date.
  ///
  /// @throws IOException when a file cannot be read
  SelectionInputs of(ImageRequest request) throws IOException {
    ProjectTree tree = workspace.tree();
    Settings settings = workspace.settings(request.member());
    List<String> system = settings.list(SettingKey.SYSTEM_PACKAGES);
    Path pins = tree.root().resolve("garboard.lock");
    boolean doubtful =
        !selection.frozen && !UvSurroundings.of(workspace.session().environment()).areSilent();
    boolean unpinned = !system.isEmpty() && !Files.exists(pins);
    // Other bytes may lie at the same place.
    boolean supplied =
        !tools.findLinks.isEmpty() || !tree.workspaceRoot().uv().builds().findLinks().isEmpty();
    if (!Files.isRegularFile(tree.lockfile()) || unpinned || doubtful || supplied) {
      return SelectionInputs.unknown(tree.root());
    }
    List<String> facts = new ArrayList<>();
    facts.add("layers " + InstallProfile.FORMAT);
    addFiles(facts, tree);
    if (!system.isEmpty()) {
      facts.add("system " + system + " " + workspace.bases(settings).rules() + " " + digest(pins));
    }
    facts.add("member " + tree.root().relativize(request.member().directory()));
    facts.add("python " + workspace.wantedPython(settings));
    facts.add("selection " + request.selection().canonical());
    facts.add("frozen " + selection.frozen + " locked " + selection.locked);
    AppSettings app = request.app();
    facts.add("app " + app.mode() + " " + app.directory() + " " + app.version());
    LayerSettings layers = request.layers();
    LayerStrategy strategy = layers.strategy();
    facts.add(
        "cut "
            + strategy.budget()
            + " "
            + strategy.alone()
            + " "
            + layers.compression().keyParameters());
    facts.add("user " + request.image().launch().user());
    return new SelectionInputs(tree.root(), facts);
  }

  private static void addFiles(List<String> facts, ProjectTree tree) throws IOException {
    String lock = Files.readString(tree.lockfile());
    facts.add("uv.lock " + Hashing.sha256(PLACE.matcher(lock).replaceAll("url = \"")));
    TreeSet<String> members = new TreeSet<>();
    members.add(path(tree, tree.workspaceRoot()));
    members.add(path(tree, tree.discovered()));
    tree.members().forEach(member -> members.add(path(tree, member)));
    for (String member : members) {
      facts.add(member + " " + digest(tree.root().resolve(member)));
    }
  }

  private static String path(ProjectTree tree, PyProject member) {
    return tree.root().relativize(member.directory().resolve("pyproject.toml")).toString();
  }

  private static String digest(Path file) throws IOException {
    return Hashing.sha256(Content.of(file)).toString();
  }
}
