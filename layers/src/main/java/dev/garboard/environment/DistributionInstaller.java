package dev.garboard.environment;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.install.ScriptTemplate;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.RecordEntry;
import dev.garboard.wheel.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Puts unpacked distributions into an environment. RECORD comes first: whoever is cut short leaves
/// a list of what may be there.
final class DistributionInstaller {

  private final EnvironmentPaths paths;
  private final FilePlacer placer;

  DistributionInstaller(EnvironmentPaths paths, FilePlacer placer) {
    this.paths = paths;
    this.placer = placer;
  }

  /// Installs one.
  ///
  /// @param mine whether a file of it goes there, or that of another distribution
  void install(UnpackedWheel wheel, Predicate<UnixPath> mine) throws IOException {
    Map<UnixPath, Content> rendered = render(wheel);
    Path distInfo = paths.sitePackages().resolve(wheel.distInfo());
    placer.write(Content.of(record(wheel, rendered)), distInfo.resolve("RECORD"), false);
    for (UnpackedFile file : wheel.files()) {
      if (!mine.test(file.path())) {
        continue;
      }
      Path target = target(file.path());
      Content own = rendered.get(file.path());
      if (own == null) {
        placer.place(wheel.source(file.path()), target, file.kind().executable());
      } else {
        placer.write(own, target, true);
      }
    }
  }

  /// Writes anew what names the environment's path: scripts, and RECORD with their digests.
  void rewrite(UnpackedWheel wheel) throws IOException {
    Map<UnixPath, Content> rendered = render(wheel);
    for (Map.Entry<UnixPath, Content> script : rendered.entrySet()) {
      placer.write(script.getValue(), target(script.getKey()), true);
    }
    if (!rendered.isEmpty()) {
      Path record = paths.sitePackages().resolve(wheel.distInfo()).resolve("RECORD");
      placer.write(Content.of(record(wheel, rendered)), record, false);
    }
  }

  /// Installs what RECORD does not list, such as bytecode.
  void addUnlisted(UnpackedWheel files) throws IOException {
    for (UnpackedFile file : files.files()) {
      placer.place(files.source(file.path()), target(file.path()), file.kind().executable());
    }
  }

  private Map<UnixPath, Content> render(UnpackedWheel wheel) throws IOException {
    Map<UnixPath, Content> rendered = new HashMap<>();
    for (UnpackedFile file : wheel.files()) {
      if (file.kind().isTemplate()) {
        Content template = Content.of(wheel.source(file.path()));
        boolean launcher = file.kind() == UnpackedFile.Kind.LAUNCHER;
        rendered.put(
            file.path(),
            new ScriptTemplate(template, launcher).forInterpreter(paths.interpreter()));
      }
    }
    return rendered;
  }

  private String record(UnpackedWheel wheel, Map<UnixPath, Content> rendered) throws IOException {
    // Mostly all files lie in site-packages, where nothing of theirs depends on the environment.
    if (!wheel.record().contains("../")) {
      return wheel.record();
    }
    List<RecordEntry> entries = new ArrayList<>();
    for (RecordEntry entry : RecordFile.parseInstalled(wheel.record()).entries()) {
      if (!entry.path().startsWith("../")) {
        entries.add(entry);
        continue;
      }
      UnixPath neutral = EnvironmentPaths.neutral(entry.path());
      String path = paths.recordPath(target(neutral));
      Content own = rendered.get(neutral);
      entries.add(
          own == null ? entry.at(path) : RecordEntry.of(path, Hashing.sha256(own), own.size()));
    }
    return new RecordFile(entries).print();
  }

  private Path target(UnixPath neutral) {
    return paths.place(neutral);
  }
}
