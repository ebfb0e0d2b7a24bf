package dev.garboard.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user's own file of settings: the keys of `[tool.garboard]` at the top of a TOML document.
public final class UserSettings {

  private UserSettings() {}

  /// Reads the file; empty when there is none.
  ///
  /// @throws ProjectException with everything that is wrong in it
  /// @throws IOException when it exists and cannot be read
  public static Optional<GarboardSettings> read(Path file) throws ProjectException, IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<ProjectProblem> problems = new ArrayList<>();
    TomlNode.Table table = TomlText.parse(file.toString(), Files.readString(file), problems);
    TomlCursor top = new TomlCursor(file.toString(), "", table, problems);
    GarboardSettings settings = new GarboardSettingsReader(top).read();
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
    return Optional.of(settings);
  }
}
