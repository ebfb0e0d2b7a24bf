package dev.garboard.cli;

import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.http.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A tiny `debian:13-bare` for arm64, pinned, on a mirror that counts. No machine that runs tests
/// as amd64 can start its interpreter, so that none is needed.
final class PinnedBase implements AutoCloseable {

  private final TestServer mirror = new TestServer();
  private final Map<String, String> packages = new TreeMap<>();

  PinnedBase() throws IOException {
    packages.put("base-files", "13.8");
    packages.put("libc6", "2.41-12");
    packages.put("python3.13-minimal", "3.13.5-2");
  }

  /// Variables that make a project use it.
  Map<String, String> variables() {
    return Map.of(
        "GARBOARD_BASE", "debian:13-bare",
        "GARBOARD_PLATFORMS", "linux/arm64",
        "GARBOARD_PYTHON", "3.13",
        "GARBOARD_DEBIAN_MIRROR", "http://127.0.0.1:" + mirror.port() + "/debian/");
  }

  /// Sets the version of a package.
  void update(String name, String version) {
    packages.put(name, version);
  }

  /// Writes the lock.
  ///
  /// @param system names of system packages
  void pin(Path project, String... system) throws IOException {
    List<LockedPackage> all = new ArrayList<>();
    List<PackageId> base = new ArrayList<>();
    for (Map.Entry<String, String> each : packages.entrySet()) {
      all.add(locked(each.getKey(), each.getValue()));
      base.add(all.getLast().id());
    }
    List<LockedSet> sets = new ArrayList<>();
    sets.add(
        new LockedSet(
            Use.BASE,
            Architecture.ARM64,
            DebianBase.SEEDS.stream().sorted().toList(),
            base,
            List.of()));
    if (system.length > 0) {
      List<PackageId> above = new ArrayList<>();
      for (String name : system) {
        all.add(locked(name, "1"));
        above.add(all.getLast().id());
      }
      sets.add(new LockedSet(Use.SYSTEM, Architecture.ARM64, List.of(system), above, List.of()));
    }
    Files.writeString(
        project.resolve("garboard.lock"),
        LockWriter.text(new BaseLock("debian:13", "20260101T000000Z", sets, all)));
  }

  private LockedPackage locked(String name, String version) {
    byte[] deb =
        new TestDeb(
                "Package: %s\nVersion: %s\nArchitecture: arm64\nDescription: test"
                    .formatted(name, version))
            .file("./usr/lib/" + name + ".txt", version)
            .bytes();
    String path = "pool/main/" + name + "_" + version + "_arm64.deb";
    mirror.on("/debian/" + path, TestServer.body(deb));
    return new LockedPackage(
        new PackageId(name, new DebianVersion(version), "arm64"),
        new PackageFile("debian", path, deb.length, Hashing.sha256(deb)));
  }

  /// What the mirror was asked for.
  List<String> fetched() {
    return mirror.seen().stream().map(TestServer.Seen::path).toList();
  }

  void forget() {
    mirror.seen().clear();
  }

  @Override
  public void close() {
    mirror.close();
  }
}
