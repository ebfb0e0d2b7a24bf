package dev.garboard.debian.base;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.debian.archive.AptSources;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.ArchiveTransport;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.Keyring;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.archive.Suite;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Debian's real archive, through the mirrors that this machine's apt uses, and what mmdebstrap
/// makes of it.
record RealArchive(Path directory, Mirrors mirrors) {

  static final Distribution TRIXIE = Distribution.debian("debian:13").orElseThrow();

  private static final ArchiveTransport HTTP =
      address -> {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(60_000);
        return connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND
            ? Optional.empty()
            : Optional.of(connection.getInputStream());
      };

  /// Keeps what is fetched in a directory. The test is skipped where no mirror can be reached.
  static RealArchive in(Path directory) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Path sources = Path.of("/etc/apt/sources.list.d");
    if (Files.isDirectory(sources)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(sources, "*.{list,sources}")) {
        for (Path file : files) {
          texts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    Mirrors mirrors = AptSources.mirrors(texts, TRIXIE).then(Mirrors.official(TRIXIE));
    URI root = mirrors.of(Distribution.DEBIAN).getFirst();
    assumeTrue(isReachable(root.resolve("dists/trixie/InRelease")), "unreachable: " + root);
    return new RealArchive(directory, mirrors);
  }

  private static boolean isReachable(URI address) {
    try (var in = HTTP.open(address).orElseThrow()) {
      return in.read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  ArchiveReader reader() {
    return new ArchiveReader(HTTP, FakeArchive.store(directory), mirrors, directory);
  }

  BaseResolver resolver() throws IOException {
    return new BaseResolver(
        reader(), new ArchiveReader.Trust(Keyring.debian(), Instant.now(), false));
  }

  /// What a base with a shell is the closure of.
  static List<String> seeds() {
    List<String> seeds = new ArrayList<>(DebianBase.SEEDS);
    seeds.add(DebianBase.SHELL);
    return seeds;
  }

  /// Runs mmdebstrap for trixie on amd64, from the same mirrors.
  ///
  /// @throws IllegalStateException when it fails
  void mmdebstrap(List<String> options, Path result) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "mmdebstrap", ".log");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("mmdebstrap", "--quiet", "--architectures=amd64"));
    command.addAll(options);
    command.addAll(List.of("trixie", result.toString()));
    for (Suite suite : TRIXIE.suites()) {
      command.add("deb " + mirrors.of(suite.archive()).getFirst() + " " + suite.name() + " main");
    }
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }
}
