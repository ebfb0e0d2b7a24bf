package dev.garboard.image;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a user known to a base: copies of its `passwd` and `group` with a line more, and a home.
public final class UserAccounts {

  private static final Pattern SPECIFICATION =
      Pattern.compile(
          "([0-9]{1,10}|[A-Za-z_][A-Za-z0-9_.-]*)(?::([0-9]{1,10}|[A-Za-z_][A-Za-z0-9_.-]*))?");
  private static final long LARGEST_ID = Integer.MAX_VALUE - 1L;
  private static final int PREFERRED_ID = 65532;
  private static final int FIRST_OTHER_ID = 10001;

  private final List<Line> users;
  private final List<Line> groups;
  private final BaseFacts facts;

  private UserAccounts(BaseFacts facts) {
    this.facts = facts;
    this.users = Line.parse(facts.passwd());
    this.groups = Line.parse(facts.group());
  }

  /// A line of either file: name, password, number, rest.
  private record Line(String name, int id) {
    static List<Line> parse(String text) {
      List<Line> lines = new ArrayList<>();
      for (String line : text.lines().toList()) {
        String[] fields = line.split(":", -1);
        if (fields.length >= 3 && fields[2].matches("[0-9]{1,9}")) {
          lines.add(new Line(fields[0], Integer.parseInt(fields[2])));
        }
      }
      return lines;
    }
  }

  /// The entries to add to the environment's skeleton so that the base knows the user; an empty
  /// tree when it does already.
  ///
  /// @param user `name-or-uid[:group-or-gid]`; empty means root
  /// @throws AssemblyException when the text is no such specification
  public static FileTree additions(BaseFacts facts, String user) throws AssemblyException {
    Matcher matcher = SPECIFICATION.matcher(user);
    if (!user.isEmpty() && !matcher.matches()) {
      throw new AssemblyException(new AssemblyProblem.InvalidUser(user));
    }
    String who = user.isEmpty() ? "0" : matcher.group(1);
    String group = user.isEmpty() ? "" : Optional.ofNullable(matcher.group(2)).orElse("");
    if (tooLarge(who) || tooLarge(group)) {
      throw new AssemblyException(new AssemblyProblem.InvalidUser(user));
    }
    return new UserAccounts(facts).additions(who, group);
  }

  private static boolean tooLarge(String id) {
    return isNumber(id) && Long.parseLong(id) > LARGEST_ID;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private FileTree additions(String who, String group) {
    FileTree.TreeWriter tree = FileTree.writer();
    boolean known = who.equals("0") || who.equals("root") || find(users, who).isPresent();
    int uid = isNumber(who) ? Integer.parseInt(who) : free(users);
    String name = isNumber(who) ? freeName(users, "nonroot", "user" + who) : who;
    Optional<Line> knownGroup = group.isEmpty() ? Optional.empty() : find(groups, group);
    int gid = knownGroup.map(Line::id).orElseGet(() -> newGid(group, uid));
    if (!known) {
      addUser(tree, name, uid, gid);
    }
    boolean addGroup =
        group.isEmpty() ? !known && find(groups, gid + "").isEmpty() : knownGroup.isEmpty();
    if (addGroup && gid != 0) {
      String wanted = isNumber(group) || group.isEmpty() ? name : group;
      String line = freeName(groups, wanted, "group" + gid) + ":x:" + gid + ":\n";
      put(tree, "etc/group", facts.group(), "root:x:0:\n", line);
    }
    return tree.tree();
  }

  private void addUser(FileTree.TreeWriter tree, String name, int uid, int gid) {
    String home = "home/" + name;
    String ids = uid + ":" + gid; // not formatted: a locale may have digits of its own
    String line = name + ":x:" + ids + ":" + name + ":/" + home + ":/sbin/nologin\n";
    put(tree, "etc/passwd", facts.passwd(), "root:x:0:0:root:/root:/sbin/nologin\n", line);
    tree.put(UnixPath.of(home), new TreeEntry.Directory(new TreeEntry.Attributes(0755, uid, gid)));
  }

  /// Appends a line to the base's file, or to one that knows root alone.
  private static void put(
      FileTree.TreeWriter tree, String path, String old, String root, String line) {
    String before = old.isEmpty() ? root : old;
    String text = before.endsWith("\n") ? before + line : before + "\n" + line;
    tree.put(UnixPath.of(path), TreeEntry.text(text));
  }

  private static Optional<Line> find(List<Line> lines, String nameOrId) {
    Predicate<Line> same =
        isNumber(nameOrId)
            ? line -> line.id == Integer.parseInt(nameOrId)
            : line -> line.name.equals(nameOrId);
    return lines.stream().filter(same).findFirst();
  }

  private int newGid(String group, int uid) {
    if (isNumber(group)) {
      return Integer.parseInt(group);
    }
    boolean ours = group.isEmpty() || find(groups, uid + "").isEmpty();
    return ours ? uid : free(groups);
  }

  private static int free(List<Line> lines) {
    int id = PREFERRED_ID;
    for (int next = FIRST_OTHER_ID; find(lines, id + "").isPresent(); next++) {
      id = next;
    }
    return id;
  }

  private static String freeName(List<Line> lines, String wanted, String otherwise) {
    return find(lines, wanted).isEmpty() ? wanted : otherwise;
  }
}
