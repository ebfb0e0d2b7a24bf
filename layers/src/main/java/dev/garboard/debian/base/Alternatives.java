package dev.garboard.debian.base;

import dev.garboard.debian.unpack.MergedUsr;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `update-alternatives --install` lines from maintainer scripts and makes the links that
/// they would: of each group the member of the highest priority, with its slaves.
final class Alternatives {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("^\\s*([A-Za-z_][A-Za-z0-9_]*)=[\"']?([^\\s\"'$`]*)[\"']?\\s*$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");

  /// One member of a group.
  private record Choice(String owner, List<String> links, int priority) {}

  /// What could not be read: the package and the line.
  record Unread(String owner, String line) {}

  private final SequencedMap<String, Choice> best = new TreeMap<>();
  private final List<Unread> unread = new ArrayList<>();

  private Alternatives() {}

  /// Makes the links; returns the lines that could not be read.
  static List<Unread> apply(BaseContents contents) {
    Alternatives alternatives = new Alternatives();
    for (UnpackedPackage each : contents.packages().values()) {
      alternatives.read(contents, each.name(), each.scripts().getOrDefault("postinst", ""));
    }
    alternatives.best.values().forEach(choice -> link(contents, choice));
    return alternatives.unread;
  }

  private void read(BaseContents contents, String owner, String script) {
    Map<String, String> variables = new HashMap<>();
    String joined = script.replaceAll("\\\\\\n", " ");
    for (String line : joined.split("\n", -1)) {
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (assignment.matches()) {
        variables.put(assignment.group(1), assignment.group(2));
      }
      int start = line.indexOf("update-alternatives");
      if (start >= 0 && !line.strip().startsWith("#") && line.contains("--install")) {
        String resolved = resolve(line.substring(start), variables);
        if (!install(contents, owner, words(resolved))) {
          unread.add(new Unread(owner, line.strip()));
        }
      }
    }
  }

  private static String resolve(String line, Map<String, String> variables) {
    return VARIABLE
        .matcher(line)
        .replaceAll(match ->
            Matcher.quoteReplacement(variables.getOrDefault(match.group(1), match.group())));
  }

  /// The words of a simple command, up to what ends it.
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.replace("\"", "").replace("'", "").split("\\s+", -1)) {
      boolean last = word.endsWith(";");
      String plain = last ? word.substring(0, word.length() - 1) : word;
      if (plain.matches("[|&>0-9]*[|&>].*")) {
        return words;
      }
      if (!plain.isEmpty()) {
        words.add(plain);
      }
      if (last) {
        return words;
      }
    }
    return words;
  }

  private boolean install(BaseContents contents, String owner, List<String> words) {
    int at = words.indexOf("--install");
    if (words.size() < at + 5
        || words.stream().anyMatch(word -> word.contains("$") || word.contains("`"))
        || !words.get(at + 4).matches("-?\\d+")) {
      return false;
    }
    String group = words.get(at + 2);
    List<String> links = new ArrayList<>(words.subList(at + 1, at + 4));
    for (int i = at + 5; i + 3 < words.size(); i++) {
      if (words.get(i).equals("--slave")) {
        links.addAll(words.subList(i + 1, i + 4));
      }
    }
    if (TreePaths.resolve(contents.entries(), links.get(2))
        .filter(contents.entries()::containsKey)
        .isEmpty()) {
      return true;
    }
    Choice choice = new Choice(owner, links, Integer.parseInt(words.get(at + 4)));
    best.merge(group, choice, (old, fresh) -> fresh.priority() > old.priority() ? fresh : old);
    return true;
  }

  private static void link(BaseContents contents, Choice choice) {
    List<String> links = choice.links();
    for (int i = 0; i + 2 < links.size(); i += 3) {
      String target = links.get(i + 2);
      boolean exists =
          TreePaths.resolve(contents.entries(), target)
              .filter(contents.entries()::containsKey)
              .isPresent();
      if (exists) {
        String name = "etc/alternatives/" + links.get(i + 1);
        contents.putIfAbsent(choice.owner(), name, TreeEntry.symlink(target));
        UnixPath link = MergedUsr.map(UnixPath.of(links.get(i)));
        contents.putIfAbsent(choice.owner(), link.value(), TreeEntry.symlink("/" + name));
      }
    }
  }
}
