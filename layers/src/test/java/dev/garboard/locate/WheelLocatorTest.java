package dev.garboard.locate;

import static dev.garboard.http.TestServer.body;
import static dev.garboard.http.TestServer.cut;
import static dev.garboard.http.TestServer.ranges;
import static dev.garboard.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.CredentialOrigin;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.RedactedUrl;
import dev.garboard.http.TestServer;
import dev.garboard.http.WebClient;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WheelLocatorTest {

  private static final byte[] BYTES = new byte[100_000];
  private static final String FILE = "demo-1.0-py3-none-any.whl";
  private static final String SECRET = "hunter2";

  static {
    new Random(3).nextBytes(BYTES);
  }

  @TempDir private Path directory;
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final List<WebClient> clients = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    clients.forEach(WebClient::close);
    server.close();
  }

  private final class Recorder implements LocateListener {
    @Override
    public void reused(PackageName name, String file) {
      events.add("reused " + file);
    }

    @Override
    public void started(PackageName name, String file, long size) {
      events.add("started " + file + " " + size);
    }

    @Override
    public void finished(PackageName name, String file, long size) {
      events.add("finished " + file + " " + size);
    }

    @Override
    public void unverified(PackageName name, String file) {
      events.add("unverified " + file);
    }
  }

  private WheelLocator locator(Map<String, String> environment, String... findLinks) {
    WebClient client = new WebClient(HttpSettings.from(environment), Credentials.none(), _ -> {});
    clients.add(client);
    Store store = new Store(directory.resolve("store"), () -> Instant.EPOCH);
    return new WheelLocator(
        client, store, directory, new LinkPlaces(List.of(), List.of(findLinks)), new Recorder());
  }

  private WheelLocator locator() {
    return locator(Map.of());
  }

  private WheelLocator offline(String... findLinks) {
    return locator(Map.of("UV_OFFLINE", "1"), findLinks);
  }

  private static SelectedPackage wheel(String file, String location, Digest... digests) {
    return wheel(
        new PackageSource.Registry("https://index.example/simple"), file, location, digests);
  }

  private static SelectedPackage wheel(
      PackageSource source, String file, String location, Digest... digests) {
    WheelFilename filename = WheelFilename.parse(file);
    Artifact artifact = new Artifact.Wheel(filename, location, List.of(digests), BYTES.length);
    return new SelectedPackage(filename.name(), "1.0", source, artifact, List.of());
  }

  private SelectedPackage remote(Digest... digests) {
    return wheel(FILE, server.url("/" + FILE).toString(), digests);
  }

  private static Digest digest(Digest.Algorithm algorithm, byte[] bytes) {
    return new Digest(
        algorithm, HexFormat.of().formatHex(Hashing.newState(algorithm).digest(bytes)));
  }

  private static List<LocateProblem> problems(WheelLocator locator, SelectedPackage... packages) {
    LocateFailedException e =
        catchThrowableOfType(LocateFailedException.class, () -> locator.locate(List.of(packages)));
    assertThat(e.toString()).doesNotContain(SECRET);
    return e.problems();
  }

  @ParameterizedTest
  @EnumSource(Digest.Algorithm.class)
  void downloadsOnceWhateverTheAlgorithm(Digest.Algorithm algorithm) throws Exception {
    server.on("/" + FILE, body(BYTES));
    SelectedPackage wanted = remote(digest(algorithm, BYTES));
    LocatedWheel located = locator().locate(List.of(wanted)).getFirst();
    assertThat(located.file()).hasBinaryContent(BYTES);
    assertThat(located.digest()).isEqualTo(Hashing.sha256(BYTES));
    assertThat(located.filename().text()).isEqualTo(FILE);
    assertThat(locator().locate(List.of(wanted))).containsExactly(located);
    assertThat(offline().locate(List.of(wanted))).containsExactly(located);
    assertThat(server.seen()).hasSize(1);
    assertThat(events)
        .containsExactly(
            "started " + FILE + " 100000",
            "finished " + FILE + " 100000",
            "reused " + FILE,
            "reused " + FILE);
  }

  @Test
  void resumesABrokenDownload() throws Exception {
    server.inTurn("/" + FILE, cut(BYTES, 40_000, "ETag", "\"1\""), ranges(BYTES, "\"1\""));
    assertThat(locator().locate(List.of(remote(Hashing.sha256(BYTES)))).getFirst().file())
        .hasBinaryContent(BYTES);
    assertThat(clients.getFirst().traffic().bytes()).isEqualTo(BYTES.length);
  }

  @Test
  void forgetsTheBeginningWhenTheServerStartsOver() throws Exception {
    server.inTurn("/" + FILE, cut(BYTES, 40_000, "ETag", "\"1\""), body(BYTES));
    for (Digest.Algorithm algorithm : List.of(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512)) {
      SelectedPackage wanted = remote(digest(algorithm, BYTES));
      assertThat(locator().locate(List.of(wanted)).getFirst().file()).hasBinaryContent(BYTES);
    }
  }

  @Test
  void keepsTheOrderOfTheInput() throws Exception {
    List<SelectedPackage> wanted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String file = "p" + i + "-1.0-py3-none-any.whl";
      byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
      int pause = (40 - i) % 7;
      server.on(
          "/" + file,
          e -> {
            LockSupport.parkNanos(pause * 1_000_000L);
            TestServer.answer(e, 200, bytes);
          });
      wanted.add(wheel(file, server.url("/" + file).toString(), Hashing.sha256(bytes)));
    }
    assertThat(locator().locate(wanted))
        .extracting(w -> w.filename().name().value())
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "p" + i).toList());
  }

  @Test
  void downloadsTheSameWheelOnceForAllThreads() throws Exception {
    server.on("/" + FILE, body(BYTES));
    SelectedPackage[] same = new SelectedPackage[16];
    Arrays.fill(same, remote(Hashing.sha256(BYTES)));
    assertThat(locator().locate(List.of(same))).hasSize(16);
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void refusesOtherBytes() throws Exception {
    byte[] other = BYTES.clone();
    other[5]++;
    server.on("/" + FILE, body(other));
    Digest expected = Hashing.sha256(BYTES);
    PackageName name = PackageName.of("demo");
    String url = server.url("/" + FILE).toString();
    assertThat(problems(locator(), remote(expected)))
        .containsExactly(
            new LocateProblem.DigestMismatch(
                name, FILE, url, List.of(expected), List.of(Hashing.sha256(other))));
    server.on("/" + FILE, body(Arrays.copyOf(BYTES, 10)));
    assertThat(problems(locator(), remote(expected)))
        .containsExactly(new LocateProblem.Truncated(name, FILE, url, BYTES.length, 10));
    assertThat(directory.resolve("store/v1/wheels")).doesNotExist();
    assertThat(directory.resolve("store/v1/tmp")).isEmptyDirectory();
  }

  @Test
  void needsAllDigestsOfADirectUrlAndOneOfARegistry() throws Exception {
    server.on("/" + FILE, body(BYTES));
    String url = server.url("/" + FILE).toString();
    Digest right = Hashing.sha256(BYTES);
    Digest wrong = digest(Digest.Algorithm.MD5, new byte[1]);
    SelectedPackage direct = wheel(new PackageSource.Url(url, ""), FILE, url, right, wrong);
    assertThat(problems(locator(), direct)).hasSize(1);
    assertThat(locator().locate(List.of(remote(right, wrong)))).hasSize(1);
    assertThat(problems(locator(), direct)).as("not from the store either").hasSize(1);
    assertThat(problems(offline(), remote(wrong))).as("no alias for the wrong one").hasSize(1);
  }

  @Test
  void ignoresAWrongSize() throws Exception {
    byte[] small = new byte[10];
    server.on("/" + FILE, body(small));
    assertThat(locator().locate(List.of(remote(Hashing.sha256(small))))).hasSize(1);
  }

  @Test
  void reportsAWheelWithoutDigestAndAsksAnew() throws Exception {
    server.on("/" + FILE, body(BYTES));
    locator().locate(List.of(remote()));
    assertThat(locator().locate(List.of(remote())).getFirst().digest())
        .isEqualTo(Hashing.sha256(BYTES));
    assertThat(server.seen()).hasSize(2);
    assertThat(events).contains("unverified " + FILE);
    assertThat(offline().locate(List.of(remote()))).hasSize(1);
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    server
        .on("/401-1.0-py3-none-any.whl", status(401))
        .on("/500-1.0-py3-none-any.whl", status(500));
    String base = "http://me:" + SECRET + "@127.0.0.1:" + server.port() + "/";
    List<LocateProblem> problems =
        problems(
            locator(),
            wheel("404-1.0-py3-none-any.whl", base + "404-1.0-py3-none-any.whl?sig=" + SECRET),
            wheel("401-1.0-py3-none-any.whl", base + "401-1.0-py3-none-any.whl"),
            wheel("500-1.0-py3-none-any.whl", base + "500-1.0-py3-none-any.whl"),
            wheel("ftp-1.0-py3-none-any.whl", "ftp://me:" + SECRET + "@a.example/f.whl"),
            wheel("gone-1.0-py3-none-any.whl", "no/such/gone-1.0-py3-none-any.whl"));
    assertThat(problems)
        .extracting(p -> p.getClass().getSimpleName())
        .containsExactly("NotFound", "Unauthorised", "Unreachable", "BadLocation", "FileNotFound");
    assertThat(problems.get(1))
        .isEqualTo(
            new LocateProblem.Unauthorised(
                PackageName.of("401"),
                "401-1.0-py3-none-any.whl",
                new HttpProblem.Unauthorised(
                    RedactedUrl.of(server.url("/401-1.0-py3-none-any.whl")),
                    401,
                    new CredentialOrigin.InUrl())));
  }

  @Test
  void listsAllThatIsMissingOffline() throws Exception {
    server.on("/" + FILE, body(BYTES));
    locator().locate(List.of(remote(Hashing.sha256(BYTES))));
    String url = "https://me:" + SECRET + "@files.example/";
    List<LocateProblem> problems =
        problems(
            offline(),
            wheel("a-1.0-py3-none-any.whl", url + "a", Hashing.sha256("a")),
            remote(Hashing.sha256(BYTES)),
            wheel("b-1.0-py3-none-any.whl", url + "b", Hashing.sha256("b")));
    assertThat(problems)
        .containsExactly(
            new LocateProblem.OfflineMissing(
                PackageName.of("a"),
                "a-1.0-py3-none-any.whl",
                new RedactedUrl("https://files.example/a")),
            new LocateProblem.OfflineMissing(
                PackageName.of("b"),
                "b-1.0-py3-none-any.whl",
                new RedactedUrl("https://files.example/b")));
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void readsLocalFiles() throws Exception {
    Path file =
        Files.write(Files.createDirectories(directory.resolve("my wheels")).resolve(FILE), BYTES);
    Digest digest = Hashing.sha256(BYTES);
    for (String location :
        List.of(
            "my wheels/" + FILE, "./my wheels/" + FILE, file.toString(), file.toUri().toString())) {
      LocatedWheel located = locator().locate(List.of(wheel(FILE, location))).getFirst();
      assertThat(located.digest()).isEqualTo(digest);
      assertThat(located.file()).hasBinaryContent(BYTES).startsWith(directory.resolve("store"));
    }
    assertThat(problems(locator(), wheel(FILE, "my wheels/" + FILE, Hashing.sha256("x"))))
        .hasOnlyElementsOfType(LocateProblem.DigestMismatch.class);
  }

  @Test
  void fallsBackToFindLinks() throws Exception {
    Files.write(Files.createDirectories(directory.resolve("links")).resolve(FILE), BYTES);
    Files.writeString(
        directory.resolve("page.html"), "<a class=x href='links/" + FILE + "#sha256=0'>x</a>");
    SelectedPackage elsewhere = wheel(FILE, "https://files.example/" + FILE, Hashing.sha256(BYTES));
    SelectedPackage other = wheel(FILE, "https://files.example/" + FILE, Hashing.sha256("x"));
    assertThat(problems(offline("links"), other))
        .hasOnlyElementsOfType(LocateProblem.DigestMismatch.class);
    assertThat(offline("links").locate(List.of(elsewhere))).hasSize(1);
    new Store(directory.resolve("store"), () -> Instant.EPOCH).clean();
    assertThat(offline("page.html").locate(List.of(elsewhere))).hasSize(1);
  }

  @Test
  void fallsBackToAPageOfLinks() throws Exception {
    server.on("/links/", body("<html><A HREF=\"../" + FILE + "?a=1&amp;b=2\">x</A></html>"));
    server.on("/" + FILE, body(BYTES));
    SelectedPackage elsewhere = wheel(FILE, "gone/" + FILE, Hashing.sha256(BYTES));
    assertThat(locator(Map.of(), server.url("/links/").toString()).locate(List.of(elsewhere)))
        .hasSize(1);
  }

  @Test
  void locatesSourceArchives() throws Exception {
    server.on("/demo-1.0.tar.gz", body(BYTES));
    SelectedPackage source =
        new SelectedPackage(
            PackageName.of("demo"),
            "1.0",
            new PackageSource.Registry("https://index.example/simple"),
            new Artifact.SourceArchive(
                "demo-1.0.tar.gz",
                server.url("/demo-1.0.tar.gz").toString(),
                List.of(Hashing.sha256(BYTES)),
                Artifact.UNKNOWN_SIZE),
            List.of());
    assertThat(locator().locate(List.of(source))).isEmpty();
    LocatedArchive located = locator().locateArchives(List.of(source)).getFirst();
    assertThat(located.file()).hasBinaryContent(BYTES);
    assertThat(located.digest()).isEqualTo(Hashing.sha256(BYTES));
  }

  @Test
  void tellsThatTheStoreCannotBeWritten() throws Exception {
    server.on("/" + FILE, body(BYTES));
    Files.writeString(directory.resolve("store"), "a file");
    assertThat(problems(locator(), remote(Hashing.sha256(BYTES))))
        .hasOnlyElementsOfType(LocateProblem.StorageFailed.class);
  }
}
