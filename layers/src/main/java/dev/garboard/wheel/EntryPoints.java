package dev.garboard.wheel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The scripts of `entry_points.txt` (entry points specification, packaging.python.org).
public record EntryPoints(List<EntryPoint> consoleScripts, List<EntryPoint> guiScripts) {

  private static final Pattern VERSIONED_PIP = Pattern.compile("pip3\\.([0-9]{1,3})");

  /// Copies.
  public EntryPoints {
    consoleScripts = List.copyOf(consoleScripts);
    guiScripts = List.copyOf(guiScripts);
  }

  /// The scripts of a wheel; none when it has no such file.
  ///
  /// @throws WheelException when a line cannot be read
  /// @throws IOException when the archive cannot be read
  public static EntryPoints read(WheelArchive archive, DistInfo distInfo)
      throws IOException, WheelException {
    String path = distInfo.path("entry_points.txt");
    if (archive.entry(path).isEmpty()) {
      return new EntryPoints(List.of(), List.of());
    }
    List<WheelProblem> problems = new ArrayList<>();
    EntryPoints entryPoints = parse(archive.text(path), problems);
    if (!problems.isEmpty()) {
      throw new WheelException(archive.filename(), problems);
    }
    return entryPoints;
  }

  /// Reads the file; lines that cannot be read are added to `problems`.
  static EntryPoints parse(String text, List<WheelProblem> problems) {
    SequencedMap<String, EntryPoint> console = new LinkedHashMap<>();
    SequencedMap<String, EntryPoint> gui = new LinkedHashMap<>();
    String section = "";
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') {
        continue;
      }
      if (line.startsWith("[")) {
        int end = line.lastIndexOf(']');
        section = end < 0 ? "" : line.substring(1, end).strip();
        if (end < 0) {
          problems.add(new WheelProblem.BadEntryPoint(number, line));
        }
      } else if (section.equals("console_scripts")) {
        add(console, number, line, problems);
      } else if (section.equals("gui_scripts")) {
        add(gui, number, line, problems);
      }
    }
    return new EntryPoints(List.copyOf(console.values()), List.copyOf(gui.values()));
  }

  private static void add(
      SequencedMap<String, EntryPoint> scripts,
      int number,
      String line,
      List<WheelProblem> problems) {
    int equals = line.indexOf('=');
    String name = line.substring(0, Math.max(0, equals)).strip();
    Optional<EntryPoint> script = EntryPoint.parse(name, line.substring(equals + 1).strip());
    if (name.isEmpty() || script.isEmpty()) {
      problems.add(new WheelProblem.BadEntryPoint(number, line));
    } else {
      scripts.put(name, script.get());
    }
  }

  /// The same scripts with pip's special case: its wheel names the minor version of the Python that
  /// built it, so installers name the target's instead.
  public EntryPoints forPythonMinor(int minor) {
    List<EntryPoint> console = new ArrayList<>();
    for (EntryPoint script : consoleScripts) {
      Matcher matcher = VERSIONED_PIP.matcher(script.name());
      if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 255) {
        console.add(script);
      }
    }
    consoleScripts.stream()
        .filter(script -> script.name().equals("pip3"))
        .findFirst()
        .ifPresent(
            pip -> console.add(new EntryPoint("pip3." + minor, pip.module(), pip.function())));
    return new EntryPoints(console, guiScripts);
  }
}
