package dev.garboard.base;

import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.FakeArchive.Header;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.TestKey;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.elf.TestElf;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.WebClient;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A tiny Debian in a signed archive on disk, and what asks it.
final class TinyDebian implements AutoCloseable {

  private static final TestKey KEY = TestKey.generate();

  private final Path directory;
  private String version = "";
  private final WebClient offline =
      new WebClient(
          HttpSettings.from(Map.of()).withOffline(true), Credentials.from(Map.of(), List.of()));

  TinyDebian(Path directory) {
    this.directory = directory;
  }

  /// The release with one version of all packages.
  TinyDebian publish() throws IOException {
    publish("2.41", "Thu, 01 Jan 2026 00:00:00 UTC");
    return this;
  }

  void publish(String version, String date) throws IOException {
    this.version = version;
    List<TestDeb> packages = new ArrayList<>();
    for (String name : DebianBase.SEEDS) {
      packages.add(
          deb(name, name.equals("python3") ? "python3.13-minimal" : "libc6")
              .file("./usr/share/" + name + "/file", name));
    }
    packages.add(deb("python3.13-minimal", "libc6").file("./usr/bin/python3.13", "ELF"));
    packages.add(
        deb("libc6", "")
            .file(
                "./usr/lib/x86_64-linux-gnu/libc.so.6",
                new TestElf("libc.so.6").defines("GLIBC_2.41").bytes(),
                0755));
    FakeArchive archive = new FakeArchive(KEY);
    for (Suite suite : Distribution.debian("debian:13").orElseThrow().suites()) {
      String pocket = suite.name().substring("trixie".length());
      archive.publish(
          suite,
          new Header("stable" + pocket, suite.name(), date, ""),
          pocket.isEmpty() ? packages : List.of());
    }
    archive.writeTo(directory.resolve("mirror"));
  }

  private TestDeb deb(String name, String depends) {
    return new TestDeb(
        "Package: %s\nVersion: %s\nArchitecture: amd64\nDescription: test%s"
            .formatted(name, version, depends.isEmpty() ? "" : "\nDepends: " + depends));
  }

  Store store(String name) throws IOException {
    return new Store(directory.resolve(name), InstantSource.system());
  }

  DebianBases bases(Store store, List<String> system) {
    return bases(store, system, _ -> TestKey.keyring(KEY));
  }

  DebianBases bases(Store store, List<String> system, DebianArchives.Keys keys) {
    return new DebianBases(archives(directory, store, offline, system, keys));
  }

  /// The archive in `mirror` below a directory, for a project that may have its lock there.
  static DebianArchives archives(
      Path directory,
      Store store,
      WebClient offline,
      List<String> system,
      DebianArchives.Keys keys) {
    DebianSettings settings =
        new DebianSettings(
            List.of(directory.resolve("mirror").toUri()),
            Map.of(),
            directory.resolve("garboard.lock"),
            false,
            List.of(),
            1,
            DropRules.standard(),
            system);
    return new DebianArchives(
        store,
        offline,
        settings,
        InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")),
        SilentNotice.INSTANCE,
        keys);
  }

  void removeIndexes() throws IOException {
    for (String archive : List.of("debian", "debian-security")) {
      try (var files = Files.walk(directory.resolve("mirror").resolve(archive).resolve("dists"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("InRelease")) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    offline.close();
  }
}
