package dev.garboard.locate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Hashing;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.TestServer;
import dev.garboard.http.WebClient;
import dev.garboard.project.PackageSource;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.store.ChildJvm;
import dev.garboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several processes on one cold store.
final class LocateProcessesTest {

  private static final int WHEELS = 8;

  @TempDir private Path directory;

  /// Locates all wheels of the server once the file `go` exists.
  static final class Locate {
    private Locate() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      while (!Files.exists(directory.resolve("go"))) {
        Thread.sleep(2);
      }
      try (WebClient client = new WebClient(HttpSettings.from(Map.of()), Credentials.none())) {
        Store store = new Store(directory.resolve("store"), InstantSource.system());
        WheelLocator locator =
            new WheelLocator(client, store, directory, LinkPlaces.NONE, LocateListener.NONE);
        for (LocatedWheel wheel : locator.locate(wanted(arguments[1]))) {
          System.out.println(wheel.filename() + " " + wheel.digest());
        }
      }
    }
  }

  private static String file(int number) {
    return "p" + number + "-1.0-py3-none-any.whl";
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[300_000];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static List<SelectedPackage> wanted(String base) {
    List<SelectedPackage> wanted = new ArrayList<>();
    for (int i = 0; i < WHEELS; i++) {
      WheelFilename filename = WheelFilename.parse(file(i));
      Artifact artifact =
          new Artifact.Wheel(
              filename, base + "/" + file(i), List.of(Hashing.sha256(bytes(i))), 300_000);
      PackageSource source = new PackageSource.Registry(base);
      wanted.add(new SelectedPackage(filename.name(), "1.0", source, artifact, List.of()));
    }
    return wanted;
  }

  private TestServer slowServer() throws Exception {
    TestServer server = new TestServer();
    for (int i = 0; i < WHEELS; i++) {
      byte[] bytes = bytes(i);
      server.on(
          "/" + file(i),
          e -> {
            e.sendResponseHeaders(200, bytes.length);
            for (int offset = 0; offset < bytes.length; offset += 50_000) {
              e.getResponseBody().write(bytes, offset, 50_000);
              e.getResponseBody().flush();
              LockSupport.parkNanos(20_000_000);
            }
          });
    }
    return server;
  }

  private Process start(TestServer server) throws Exception {
    String base = "http://127.0.0.1:" + server.port();
    return ChildJvm.start(List.of(), Locate.class, directory.toString(), base);
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void downloadsEachWheelOnceForAllProcesses() throws Exception {
    try (TestServer server = slowServer()) {
      List<Process> processes = List.of(start(server), start(server), start(server));
      Thread.sleep(400);
      Files.createFile(directory.resolve("go"));
      String first = output(processes.getFirst());
      assertThat(first.lines()).hasSize(WHEELS);
      for (Process process : processes.subList(1, 3)) {
        assertThat(output(process)).isEqualTo(first);
      }
      assertThat(server.seen()).hasSize(WHEELS);
    }
  }

  @Test
  void carriesOnAfterSuddenDeaths() throws Exception {
    Files.createFile(directory.resolve("go"));
    Random random = new Random(11);
    Store store = new Store(directory.resolve("store"), InstantSource.system());
    try (TestServer server = slowServer()) {
      for (int i = 0; i < 8; i++) {
        Process process = start(server);
        Thread.sleep(150 + random.nextInt(400));
        process.destroyForcibly().waitFor();
        assertThat(store.verify().corrupt()).isEmpty();
      }
      assertThat(output(start(server)).lines()).hasSize(WHEELS);
      assertThat(store.verify().checked()).isEqualTo(WHEELS);
    }
  }
}
