package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LaunchProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the image can be started as, and as what it starts. The first that applies is the default:
/// `web` of a `Procfile`, the entrypoint of `[tool.garboard.image]`, the only script of the
/// project, a known framework, the interpreter.
///
/// @param why the default is the default, for people
record Processes(List<LaunchProcess> processes, String why) {
  /// Where servers listen unless the platform says otherwise.
  static final String PORT = "8080";

  private static final String WEB = "web";
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+)\\s*:\\s*(.+)");
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]+");

  /// Words that no shell would read as anything else.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_ -]+");

  Processes {
    processes = List.copyOf(processes);
  }

  static Processes of(Path application, Path environment, LaunchFacts facts) throws IOException {
    TreeMap<String, LaunchProcess> found = new TreeMap<>();
    String bin = environment.resolve("bin") + "/";
    Path member = facts.member(application);
    String work = member.equals(application) ? "" : member.toString();
    List<String> scripts =
        facts.scripts().stream().filter(name -> TYPE.matcher(name).matches()).toList();
    scripts.forEach(name ->
        found.put(name, new LaunchProcess(name, List.of(bin + name), List.of(), false, work)));
    found.put(
        "python", new LaunchProcess("python", List.of(bin + "python"), List.of(), false, work));
    String why = "nothing else is known";
    String first = "python";
    for (Frameworks.Server server : Frameworks.find(member, facts).stream().toList()) {
      found.putIfAbsent(
          WEB, new LaunchProcess(WEB, absolute(bin, server.command()), server.args(), false, work));
      first = WEB;
      why = "a framework was found";
    }
    if (scripts.size() == 1) {
      first = scripts.getFirst();
      why = "the only script of the project";
    }
    if (!facts.entrypoint().isEmpty()) {
      found.put(
          WEB, new LaunchProcess(WEB, absolute(bin, facts.entrypoint()), facts.cmd(), false, work));
      first = WEB;
      why = "`entrypoint` of `[tool.garboard.image]`";
    }
    for (LaunchProcess process : procfile(application)) {
      found.put(process.type(), process);
      if (process.type().equals(WEB)) {
        first = WEB;
        why = "the Procfile";
      }
    }
    String chosen = first;
    return new Processes(
        found.values().stream().map(p -> p.asDefault(p.type().equals(chosen))).toList(), why);
  }

  /// A program without a directory is one of the environment.
  private static List<String> absolute(String bin, List<String> command) {
    List<String> absolute = new ArrayList<>(command);
    if (!absolute.isEmpty() && absolute.getFirst().indexOf('/') < 0) {
      absolute.set(0, bin + absolute.getFirst());
    }
    return absolute;
  }

  private static List<LaunchProcess> procfile(Path application) throws IOException {
    Path file = application.resolve("Procfile");
    List<LaunchProcess> processes = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        Matcher matcher = LINE.matcher(line.strip());
        if (matcher.matches()) {
          processes.add(process(matcher.group(1), matcher.group(2).strip()));
        }
      }
    }
    return processes;
  }

  /// A shell only where the line needs one: not every run image has it.
  private static LaunchProcess process(String type, String line) {
    List<String> command =
        PLAIN.matcher(line).matches() && line.indexOf('=') < 0
            ? List.of(line.split(" +", -1))
            : List.of("sh", "-c", "exec " + line);
    boolean compound = line.matches(".*(&&|\\|\\||;|\\|).*");
    return new LaunchProcess(
        type, compound ? List.of("sh", "-c", line) : command, List.of(), false, "");
  }

  /// The default, then all others, for the log.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (LaunchProcess process : processes) {
      String text = process.type() + ": " + String.join(" ", process.command()) + args(process);
      if (process.isDefault()) {
        lines.addFirst(text + " (default: " + why + ")");
      } else {
        lines.add(text);
      }
    }
    return lines;
  }

  private static String args(LaunchProcess process) {
    return process.args().isEmpty() ? "" : " " + String.join(" ", process.args());
  }
}
