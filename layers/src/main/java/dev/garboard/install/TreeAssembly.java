package dev.garboard.install;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.RecordEntry;
import dev.garboard.wheel.RecordFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The tree and the RECORD of one distribution while they grow.
final class TreeAssembly {

  private final InstallLayout layout;
  private final FileTree.TreeWriter writer = FileTree.writer();
  private final List<RecordEntry> record = new ArrayList<>();
  private final Map<String, Integer> recordIndex = new HashMap<>();
  private final List<InstallWarning> warnings = new ArrayList<>();
  private final List<InstallProblem> problems = new ArrayList<>();

  TreeAssembly(InstallLayout layout, List<RecordEntry> entries) {
    this.layout = layout;
    for (RecordEntry entry : entries) {
      recordIndex.putIfAbsent(entry.plainPath(), record.size());
      record.add(entry);
    }
  }

  InstallLayout layout() {
    return layout;
  }

  /// Puts a file where it belongs.
  void put(UnixPath path, Content content, boolean executable) {
    if (path.equals(layout.prefix().resolve("pyvenv.cfg"))
        || path.equals(layout.prefix().resolve("lib64"))) {
      problems.add(new InstallProblem.EnvironmentFile(path));
      return;
    }
    UnixPath physical = layout.physical(path);
    if (writer.put(physical, TreeEntry.file(content, executable)).isPresent()) {
      warnings.add(new InstallWarning.Overwritten(physical));
    }
  }

  /// Puts a generated file below the directory of the distributions and records it; what a wheel
  /// brings of that name is replaced without a word.
  void generate(UnixPath path, String text, boolean executable) throws IOException {
    record(path, Content.of(text), executable);
  }

  /// Puts a file that is not from a wheel and records it; reads it once.
  void record(UnixPath path, Content content, boolean executable) throws IOException {
    writer.put(path, TreeEntry.file(content, executable));
    RecordEntry line =
        RecordEntry.of(layout.recordPath(path), Hashing.sha256(content), content.size());
    Integer known = recordIndex.get(line.path());
    if (known == null) {
      recordIndex.put(line.path(), record.size());
      record.add(line);
    } else {
      record.set(known, line);
    }
  }

  /// Records that a file of the wheel came to lie elsewhere.
  void moved(String from, UnixPath to) {
    Integer index = recordIndex.get(from);
    if (index != null) {
      record.set(index, record.get(index).at(layout.recordPath(to)));
    }
  }

  /// Records that a file of the wheel came to lie elsewhere with other bytes.
  void rewritten(String from, UnixPath to, Content content) throws IOException {
    Integer index = recordIndex.get(from);
    if (index != null) {
      record.set(
          index, RecordEntry.of(layout.recordPath(to), Hashing.sha256(content), content.size()));
    }
  }

  /// Adds RECORD's own line, which has neither hash nor size.
  void listRecord(UnixPath path) {
    record.add(new RecordEntry(layout.recordPath(path), "", ""));
  }

  void warn(InstallWarning warning) {
    warnings.add(warning);
  }

  void problem(InstallProblem problem) {
    problems.add(problem);
  }

  /// Writes RECORD, checks the tree and hands it over.
  FileTree finish(UnixPath recordPath, String distribution) throws InstallException {
    writer.put(recordPath, TreeEntry.text(new RecordFile(record).print()));
    FileTree tree = writer.tree();
    Set<String> directories = new TreeSet<>();
    for (UnixPath path : tree.entries().keySet()) {
      String at = path.value();
      for (int end = at.lastIndexOf('/'); end > 0; end = at.lastIndexOf('/', end - 1)) {
        if (!directories.add(at.substring(0, end))) {
          break;
        }
      }
    }
    for (String directory : directories) {
      UnixPath path = new UnixPath(directory);
      if (tree.get(path).isPresent()) {
        problems.add(new InstallProblem.FileAndDirectory(path));
      }
    }
    if (!problems.isEmpty()) {
      throw new InstallException(distribution, problems);
    }
    return tree;
  }

  List<InstallWarning> warnings() {
    return warnings;
  }
}
