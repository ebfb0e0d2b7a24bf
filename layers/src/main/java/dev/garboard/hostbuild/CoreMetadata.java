package dev.garboard.hostbuild;

import dev.garboard.python.ExtraName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a distribution's `METADATA` from the `[project]` table.
///
/// Specification: core metadata 2.4, packaging.python.org. The order of the fields is that of the
/// specification; backends differ in order and in how they spell requirements, not in meaning.
public final class CoreMetadata {

  private final StringBuilder out = new StringBuilder();
  private final Map<String, Object> project;

  private CoreMetadata(Map<String, Object> project) {
    this.project = project;
  }

  /// The text, with the readme as its body. Files that are not there are left out.
  ///
  /// @param licenses paths of the license files, relative to the project
  /// @throws IOException when the readme or a license file cannot be read
  public static String text(BuildFacts facts, String version, List<String> licenses)
      throws IOException {
    CoreMetadata metadata = new CoreMetadata(facts.table("project"));
    metadata.head(version);
    metadata.people("Author", "authors");
    metadata.people("Maintainer", "maintainers");
    metadata.license(facts.directory(), licenses);
    metadata.rest();
    metadata.readme(facts.directory());
    return metadata.out.toString();
  }

  private void head(String version) {
    field("Metadata-Version", "2.4");
    field("Name", BuildFacts.text(project, "name"));
    field("Version", version);
    field("Summary", BuildFacts.text(project, "description"));
    field("Keywords", String.join(",", BuildFacts.texts(project, "keywords")));
  }

  private void people(String field, String key) {
    List<String> names = new ArrayList<>();
    List<String> mails = new ArrayList<>();
    if (project.get(key) instanceof List<?> people) {
      for (Object person : people) {
        Map<String, Object> table = BuildFacts.asTable(person);
        String name = BuildFacts.text(table, "name");
        String mail = BuildFacts.text(table, "email");
        if (mail.isEmpty()) {
          names.add(name);
        } else {
          mails.add(name.isEmpty() ? mail : name + " <" + mail + ">");
        }
      }
    }
    field(field, String.join(", ", names));
    field(field + "-email", String.join(", ", mails));
  }

  private void license(Path directory, List<String> licenses) throws IOException {
    Object license = project.get("license");
    if (license instanceof String expression) {
      field("License-Expression", expression);
    } else {
      Map<String, Object> table = BuildFacts.asTable(license == null ? Map.of() : license);
      String file = BuildFacts.text(table, "file");
      boolean readable = !file.isEmpty() && Files.isRegularFile(directory.resolve(file));
      field(
          "License",
          readable ? Files.readString(directory.resolve(file)) : BuildFacts.text(table, "text"));
    }
    licenses.forEach(path -> field("License-File", path));
  }

  private void rest() {
    BuildFacts.texts(project, "classifiers").forEach(value -> field("Classifier", value));
    Map<String, Object> urls = BuildFacts.asTable(project.getOrDefault("urls", Map.of()));
    urls.forEach((label, url) -> field("Project-URL", label + ", " + url));
    field("Requires-Python", BuildFacts.text(project, "requires-python"));
    BuildFacts.texts(project, "dependencies").forEach(value -> field("Requires-Dist", value));
    Map<String, Object> extras =
        BuildFacts.asTable(project.getOrDefault("optional-dependencies", Map.of()));
    extras.forEach((extra, _) -> {
      String name = ExtraName.of(extra).value();
      field("Provides-Extra", name);
      BuildFacts.texts(extras, extra)
          .forEach(value -> field("Requires-Dist", withExtra(value, name)));
    });
  }

  private static String withExtra(String requirement, String extra) {
    int semicolon = requirement.indexOf(';');
    String condition = "extra == '" + extra + "'";
    // A direct reference's address may hold a semicolon; only one after a space starts a marker.
    if (requirement.contains("@")) {
      semicolon = requirement.indexOf(" ;");
      semicolon = semicolon < 0 ? -1 : semicolon + 1;
    }
    if (semicolon < 0) {
      return requirement.strip() + " ; " + condition;
    }
    String head = requirement.substring(0, semicolon).strip();
    String marker = requirement.substring(semicolon + 1).strip();
    return head + " ; (" + marker + ") and " + condition;
  }

  private void readme(Path directory) throws IOException {
    Object readme = project.get("readme");
    if (readme == null) {
      return;
    }
    Map<String, Object> table = BuildFacts.asTable(readme);
    String file = readme instanceof String path ? path : BuildFacts.text(table, "file");
    String type = BuildFacts.text(table, "content-type");
    Path text = directory.resolve(file);
    boolean present = !file.isEmpty() && Files.isRegularFile(text);
    if (present || table.containsKey("text")) {
      field("Description-Content-Type", type.isEmpty() ? typeOf(file) : type);
      out.append('\n').append(present ? Files.readString(text) : BuildFacts.text(table, "text"));
    }
  }

  private static String typeOf(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    return lower.endsWith(".md")
        ? "text/markdown"
        : lower.endsWith(".rst") ? "text/x-rst" : "text/plain";
  }

  private void field(String name, String value) {
    if (!value.isEmpty()) {
      String folded = value.strip().replace("\n", "\n        ");
      out.append(name).append(": ").append(folded).append('\n');
    }
  }
}
