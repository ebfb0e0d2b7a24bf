package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.BuildContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Cuts the application's directory into layers: what seldom changes apart from what often does.
/// The lifecycle still reads every file; what a slice saves is the upload.
final class Slices {
  static final String VARIABLE = "BP_GARBOARD_SLICES";
  private static final List<String> ASSETS = List.of("assets", "data", "media", "static");
  private static final List<String> ASIDE = List.of("docs", "examples", "tests");

  private Slices() {}

  /// Patterns of paths, each list a slice. The variable holds patterns with blanks between them and
  /// semicolons between slices; `none` stands for no slice.
  static List<List<String>> of(BuildContext context, LaunchFacts facts) {
    String said = context.variable(VARIABLE).strip();
    List<List<String>> slices = new ArrayList<>();
    if (said.equals("none")) {
      return slices;
    }
    if (!said.isEmpty()) {
      for (String slice : said.split(";", -1)) {
        add(slices, List.of(slice.strip().split("\\s+", -1)));
      }
      return slices;
    }
    Path application = context.application();
    Path member = facts.member(application);
    add(slices, existing(application, member, ASSETS));
    add(slices, existing(application, member, ASIDE));
    add(slices, facts.others());
    return slices;
  }

  private static void add(List<List<String>> slices, List<String> paths) {
    List<String> named = paths.stream().filter(path -> !path.isEmpty()).toList();
    if (!named.isEmpty()) {
      slices.add(named);
    }
  }

  private static List<String> existing(Path application, Path member, List<String> names) {
    return names.stream()
        .map(member::resolve)
        .filter(Files::isDirectory)
        .map(path -> application.relativize(path).toString())
        .toList();
  }
}
