package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The largest set of system packages that people ask for, beside an installation by apt and dpkg
/// with all maintainer scripts run.
@RequiresNetwork
@RequiresTool({"mmdebstrap", "chroot"})
final class FfmpegTest {

  @TempDir Path directory;

  /// Absolute links in it would make JUnit warn of each.
  @AfterEach
  void removeRoots() throws IOException, InterruptedException {
    List<String> command = List.of("rm", "-rf", "--one-file-system", "installed", "root");
    new ProcessBuilder(command).directory(directory.toFile()).start().waitFor();
  }

  @Test
  void everyLibraryThatAnInstallationFindsIsFound() throws Exception {
    RealArchive archive = RealArchive.in(directory);
    BaseLocker.Request request =
        new BaseLocker.Request(
            RealArchive.TRIXIE,
            List.of(Architecture.AMD64),
            List.of(),
            RealArchive.seeds(),
            List.of("ffmpeg"));
    BaseLock lock = BaseLocker.lock(archive.resolver(), request, Instant.now()).lock();
    LockedSet system = lock.set(Use.SYSTEM, Architecture.AMD64).orElseThrow();
    FileTree ours = build(archive, lock, system);
    FileTree theirs = install(archive);

    NeededLibraries here = NeededLibraries.of(ours);
    NeededLibraries there = NeededLibraries.of(theirs);

    System.out.printf(
        "ffmpeg: %d packages, %d MB; libraries needed: %d resolved in %d files; not resolved: here %s, there %s%n",
        system.packages().size(),
        TestTrees.size(ours) / 1_000_000,
        here.count(),
        here.resolved().size(),
        here.unresolved(),
        there.unresolved());
    assertThat(system.packages()).hasSizeGreaterThan(150);
    assertThat(here.count()).isGreaterThan(1000);
    assertThat(here.lost(there)).isEmpty();
    assertThat(versionOf(ours)).startsWith("ffmpeg version ");
  }

  private FileTree build(RealArchive archive, BaseLock lock, LockedSet system) throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    BaseBuilder.Options options =
        new BaseBuilder.Options(DropRules.standard(), false, List.of(Architecture.AMD64), 2);
    BaseBuilder builder = new BaseBuilder(archive.reader(), lock, options, work);
    List<FileTree> trees = new ArrayList<>();
    builder
        .base(lock.set(Use.BASE, Architecture.AMD64).orElseThrow())
        .layers()
        .forEach(layer -> trees.add(layer.tree()));
    Content cache =
        TreePaths.file(FileTree.merge(trees).tree().entries(), "etc/ld.so.cache")
            .orElseThrow()
            .content();
    SystemPackages.Built built = builder.system(system, cache);
    trees.add(built.tree());
    assertThat(built.warnings()).noneMatch(BaseWarning.AlternativeNotRead.class::isInstance);
    return FileTree.merge(trees).tree();
  }

  /// With scripts, as root. Documentation is left out, which is a matter of speed alone.
  private FileTree install(RealArchive archive) throws Exception {
    Path root = directory.resolve("installed");
    archive.mmdebstrap(
        List.of(
            "--variant=minbase",
            "--include=" + String.join(",", RealArchive.seeds()) + ",ffmpeg",
            "--dpkgopt=force-unsafe-io",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-exclude=/usr/share/man/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*"),
        root);
    FileTree.TreeWriter tree = FileTree.writer();
    try (var files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String path = root.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          tree.put(UnixPath.of(path), TreeEntry.symlink(Files.readSymbolicLink(file).toString()));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          tree.put(UnixPath.of(path), TreeEntry.file(Content.of(file), false));
        }
      }
    }
    return tree.tree();
  }

  private String versionOf(FileTree tree) throws IOException, InterruptedException {
    Path root = Files.createDirectory(directory.resolve("root"));
    TestTrees.write(tree, root);
    Process process =
        new ProcessBuilder("chroot", root.toString(), "ffmpeg", "-version")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
