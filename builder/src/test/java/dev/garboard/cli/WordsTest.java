package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.config.Settings;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.deflate.InvalidDeflateException;
import dev.garboard.destination.DestinationProblem;
import dev.garboard.http.CredentialOrigin;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.RedactedUrl;
import dev.garboard.image.AssemblyProblem;
import dev.garboard.install.InstallProblem;
import dev.garboard.install.InstallWarning;
import dev.garboard.layer.LayerProblem;
import dev.garboard.locate.LocateProblem;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciProblem;
import dev.garboard.oci.Platform;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.PlanProblem;
import dev.garboard.project.ConflictItem;
import dev.garboard.project.PackageId;
import dev.garboard.project.PackageSource;
import dev.garboard.project.ProjectProblem;
import dev.garboard.project.SourcePosition;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.SelectionProblem;
import dev.garboard.selection.SelectionProblem.NoWheelReason;
import dev.garboard.selection.Target;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.ArchiveFault;
import dev.garboard.wheel.ArchiveLimit;
import dev.garboard.wheel.WheelProblem;
import dev.garboard.wheel.WheelWarning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The words for one sample at least of every kind of problem, to be read like a user would.
final class WordsTest {

  private static final SourcePosition LOCK = new SourcePosition("uv.lock", 12, 3);
  private static final SourcePosition PYPROJECT = new SourcePosition("pyproject.toml", 4, 1);
  private static final PackageName DEMO = PackageName.of("demo");
  private static final PackageName NUMPY = PackageName.of("numpy");
  private static final String WHEEL = "numpy-2.1-cp312-cp312-win_amd64.whl";
  private static final WheelTag BEST = new WheelTag("cp313", "cp313", "manylinux_2_41_x86_64");
  private static final Target TARGET =
      new Target(List.of(3, 13, 1), false, "x86_64", new Target.TargetPlatform.Glibc(2, 41));
  private static final RedactedUrl URL = new RedactedUrl("https://me:hunter2@index.test/x.whl?k=v");
  private static final Digest ONE = Hashing.sha256("1".getBytes(StandardCharsets.UTF_8));
  private static final Digest TWO = Hashing.sha256("2".getBytes(StandardCharsets.UTF_8));
  private static final UnixPath FILE = UnixPath.of("opt/venv/bin/x");

  /// Writes the words of all samples, and misses no kind of problem.
  private static <P> void words(String name, Class<P> kind, Function<P, Failure> words, List<P> samples)
      throws IOException {
    assertThat(samples.stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(List.of(kind.getPermittedSubclasses()).stream().toList());
    StringBuilder text = new StringBuilder();
    for (P sample : samples) {
      Failure failure = words.apply(sample);
      text.append("exit ").append(failure.exit()).append(": ").append(failure.title()).append('\n');
      failure.details().forEach(line -> text.append("  ").append(line).append('\n'));
      assertThat(failure.title()).doesNotContain("\n").doesNotEndWith(".");
    }
    assertThat(text.toString()).doesNotContain("hunter2", "k=v");
    Golden.matches("words-" + name, text.toString());
  }

  private static <P> Function<P, Failure> one(Function<P, Finding> words) {
    return problem -> Finding.failure("", List.of(words.apply(problem)));
  }

  private static PackageId id(PackageName name, String version, PackageSource source) {
    return new PackageId(name, version, source);
  }

  private static PackageSource index() {
    return new PackageSource.Registry("https://me:hunter2@index.test/simple");
  }

  @Test
  void project() throws IOException {
    words(
        "project",
        ProjectProblem.class,
        one(ProjectWords::of),
        List.of(
            new ProjectProblem.MissingPyProject(Path.of("/home/me")),
            new ProjectProblem.MissingLockfile(Path.of("/home/me/demo/uv.lock")),
            new ProjectProblem.UnsupportedLockVersion(LOCK, 2),
            new ProjectProblem.TomlSyntax(PYPROJECT, "Unexpected '=', expected a value"),
            new ProjectProblem.WrongType(PYPROJECT, "project.name", "string", "integer"),
            new ProjectProblem.MissingKey(PYPROJECT, "project", "name"),
            new ProjectProblem.MissingKey(SourcePosition.of("uv.lock"), "", "requires-python"),
            new ProjectProblem.UnknownKey(PYPROJECT, "tool.garboard.bas", List.of("base")),
            new ProjectProblem.InvalidValue(PYPROJECT, "tool.garboard.project", "expected `a`"),
            new ProjectProblem.UnmanagedProject(SourcePosition.of("pyproject.toml")),
            new ProjectProblem.NotAMember(PYPROJECT, Path.of("/w/lib"), "it has no pyproject.toml"),
            new ProjectProblem.DuplicateMember(DEMO, Path.of("/w/a"), Path.of("/w/b")),
            new ProjectProblem.MemberNotLocked(DEMO, SourcePosition.of("uv.lock")),
            new ProjectProblem.DuplicatePackage(LOCK, id(NUMPY, "2.1", index())),
            new ProjectProblem.DuplicateDependency(LOCK, DEMO, NUMPY),
            new ProjectProblem.UnknownDependency(LOCK, DEMO, NUMPY, "2.1"),
            new ProjectProblem.UnknownDependency(LOCK, DEMO, NUMPY, ""),
            new ProjectProblem.AmbiguousDependency(LOCK, DEMO, NUMPY, "version"),
            new ProjectProblem.WrongHashPresence(LOCK, NUMPY, WHEEL, "registry", true),
            new ProjectProblem.WrongHashPresence(LOCK, NUMPY, WHEEL, "git", false),
            new ProjectProblem.InconsistentVersion(LOCK, NUMPY, "2.2", WHEEL)));
  }

  @Test
  void selection() throws IOException {
    SelectionWords words = new SelectionWords(new SelectionOptions(), new Settings(List.of()));
    PackageId id = id(NUMPY, "2.1", index());
    ConflictItem.Extra cpu = new ConflictItem.Extra(DEMO, ExtraName.of("cpu"));
    ConflictItem.Extra gpu = new ConflictItem.Extra(DEMO, ExtraName.of("gpu"));
    List<SelectionProblem> samples = new ArrayList<>();
    samples.addAll(
        List.of(
            new SelectionProblem.PythonNotAccepted(TARGET, VersionSpecifiers.parse(">=3.14"), ""),
            new SelectionProblem.PythonNotAccepted(
                TARGET, VersionSpecifiers.parse(">=3.14"), "demo:docs"),
            new SelectionProblem.UnsupportedEnvironment(
                TARGET, List.of(marker("sys_platform == 'win32'"))),
            new SelectionProblem.UnknownMember(PackageName.of("dem"), List.of("demo", "demon")),
            new SelectionProblem.RootNotLocked(DEMO, 0),
            new SelectionProblem.RootNotLocked(DEMO, 2),
            new SelectionProblem.UnknownExtra(ExtraName.of("x"), List.of(), List.of()),
            new SelectionProblem.UnknownExtra(ExtraName.of("x"), List.of(DEMO, NUMPY), List.of()),
            new SelectionProblem.UnknownGroup(
                GroupName.of("dcos"), List.of(DEMO), true, List.of("docs")),
            new SelectionProblem.DeclaredConflict(
                List.of(cpu, gpu, new ConflictItem.Whole(DEMO)), List.of(cpu, gpu)),
            new SelectionProblem.ExtrasConflict(cpu, gpu),
            new SelectionProblem.AmbiguousRequirement(NUMPY, List.of(id, otherId())),
            new SelectionProblem.SeveralVersions(NUMPY, List.of(id, otherId()))));
    for (NoWheelReason reason : NoWheelReason.values()) {
      samples.add(
          new SelectionProblem.NoWheel(
              id, reason, List.of(WheelFilename.parse(WHEEL)), BEST, List.of("demo", "numpy")));
    }
    words("selection", SelectionProblem.class, one(words::of), samples);
  }

  private static PackageId otherId() {
    return id(
        NUMPY,
        "2.2",
        new PackageSource.Git(
            "https://me:hunter2@git.test/numpy", "", "0123456789abcdef0123", "", "", false));
  }

  private static Marker marker(String text) {
    try {
      return Marker.parse(text);
    } catch (MarkerSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void plan() throws IOException {
    List<PlanProblem> samples = new ArrayList<>();
    for (Artifact artifact :
        List.of(
            new Artifact.SourceArchive("numpy-2.1.tar.gz", "https://x", List.of(), 1),
            new Artifact.GitTree(),
            new Artifact.LocalTree("libs/numpy", true))) {
      samples.add(
          new PlanProblem.NeedsBuild(
              new SelectedPackage(
                  NUMPY, "2.1", otherId().source(), artifact, List.of("demo", "numpy")),
              List.of(WheelFilename.parse(WHEEL)),
              BEST));
    }
    samples.add(new PlanProblem.DynamicVersion(DEMO));
    samples.add(new PlanProblem.BudgetTooSmall(1, 2));
    samples.add(new PlanProblem.NoSingleProject(3));
    words("plan", PlanProblem.class, one(PlanWords::of), samples);
  }

  @Test
  void http() throws IOException {
    List<HttpProblem> samples = new ArrayList<>();
    for (CredentialOrigin origin :
        List.of(
            new CredentialOrigin.None(),
            new CredentialOrigin.InUrl(),
            new CredentialOrigin.InIndexUrl(URL),
            new CredentialOrigin.IndexVariable("UV_INDEX_CORP_USERNAME"),
            new CredentialOrigin.Netrc("/home/me/.netrc", "index.test"))) {
      samples.add(new HttpProblem.Unauthorised(URL, 401, origin));
    }
    for (HttpProblem.Phase phase : HttpProblem.Phase.values()) {
      samples.add(new HttpProblem.TimedOut(URL, phase, Duration.ofSeconds(30)));
    }
    samples.addAll(
        List.of(
            new HttpProblem.NotFound(URL, 404),
            new HttpProblem.UnexpectedStatus(URL, 418),
            new HttpProblem.Unreachable(URL, "unknown host"),
            new HttpProblem.Unreachable(URL, "ConnectException"),
            new HttpProblem.Broken(URL, 1, "connection reset"),
            new HttpProblem.TlsFailed(URL, "unable to find valid certification path"),
            new HttpProblem.TrustUnreadable(URL, "/etc/corp.pem"),
            new HttpProblem.ProxyFailed(URL, "proxy.test:3128", "Tunnel failed, got: 407"),
            new HttpProblem.ProxyUnsupported(URL, new RedactedUrl("socks5://me:hunter2@p:1")),
            new HttpProblem.Offline(URL),
            new HttpProblem.TooManyRedirects(URL, 20),
            new HttpProblem.BadRedirect(URL, new RedactedUrl("http://index.test/x.whl")),
            new HttpProblem.RangeNotHonoured(URL, "bytes=100-", "206 bytes 0-9/10"),
            new HttpProblem.TooLarge(URL, 1 << 20),
            new HttpProblem.UnsupportedUrl(new RedactedUrl("ftp://index.test/x.whl")),
            new HttpProblem.NetrcMalformed(URL, "/home/me/.netrc", 3),
            new HttpProblem.RetriesExhausted(URL, 4, new HttpProblem.UnexpectedStatus(URL, 429)),
            new HttpProblem.RetriesExhausted(URL, 4, new HttpProblem.Unreachable(URL, "no route")),
            new HttpProblem.RetriesExhausted(URL, 4, new HttpProblem.Broken(URL, 9, "reset"))));
    words("http", HttpProblem.class, one(p -> HttpWords.of("`x.whl`", p)), samples);
  }

  @Test
  void locate() throws IOException {
    words(
        "locate",
        LocateProblem.class,
        one(LocateWords::of),
        List.of(
            new LocateProblem.DigestMismatch(
                NUMPY, WHEEL, URL.value(), List.of(ONE), List.of(TWO)),
            new LocateProblem.Truncated(NUMPY, WHEEL, URL.value(), 1000, 10),
            new LocateProblem.FileNotFound(NUMPY, WHEEL, "/wheels/" + WHEEL),
            new LocateProblem.NotFound(NUMPY, WHEEL, new HttpProblem.NotFound(URL, 404)),
            new LocateProblem.Unauthorised(
                NUMPY, WHEEL, new HttpProblem.Unauthorised(URL, 403, new CredentialOrigin.InUrl())),
            new LocateProblem.OfflineMissing(NUMPY, WHEEL, URL),
            new LocateProblem.Unreachable(NUMPY, WHEEL, new HttpProblem.TooManyRedirects(URL, 20)),
            new LocateProblem.BadLocation(NUMPY, WHEEL, new RedactedUrl("s3://bucket/x.whl")),
            new LocateProblem.StorageFailed(
                NUMPY, WHEEL, "/cache", "FileSystemException: /cache/t: No space left on device"),
            new LocateProblem.StorageFailed(
                NUMPY, WHEEL, "/cache", "AccessDeniedException: /cache/wheels"),
            new LocateProblem.StorageFailed(NUMPY, WHEEL, "/cache", "IOException: I/O error")));
  }

  @Test
  void wheel() throws IOException {
    List<WheelProblem> samples = new ArrayList<>();
    for (ArchiveFault fault : ArchiveFault.values()) {
      samples.add(new WheelProblem.MalformedArchive(fault, "numpy/x.py", "7 and 8"));
    }
    for (ArchiveLimit limit : ArchiveLimit.values()) {
      samples.add(new WheelProblem.LimitExceeded(limit, limit.value() + 1, ""));
    }
    samples.addAll(
        List.of(
            new WheelProblem.MissingDistInfo(),
            new WheelProblem.SeveralDistInfos(List.of("a.dist-info", "b.dist-info")),
            new WheelProblem.MissingFile("a.dist-info/RECORD"),
            new WheelProblem.NotText("a.dist-info/METADATA"),
            new WheelProblem.BadHeader("a.dist-info/WHEEL", "Wheel-Version", ""),
            new WheelProblem.BadHeader("a.dist-info/WHEEL", "Root-Is-Purelib", "\u001b[31mmaybe"),
            new WheelProblem.OtherName("numpy", "nunpy"),
            new WheelProblem.OtherVersion("2.1", "2.2"),
            new WheelProblem.UnsupportedWheelVersion("2.0"),
            new WheelProblem.BadRecordLine(3, "a,b"),
            new WheelProblem.BadEntryPoint(3, "x = = y"),
            new WheelProblem.RecordMismatch("numpy/x.py", "sha256=abc", "sha256=def"),
            new WheelProblem.RecordIncomplete("numpy/x.py", true),
            new WheelProblem.RecordIncomplete("numpy/x.py", false)));
    words("wheel", WheelProblem.class, one(p -> WheelWords.of(WHEEL, p)), samples);
  }

  @Test
  void install() throws IOException {
    words(
        "install",
        InstallProblem.class,
        one(p -> InstallWords.of(WHEEL, p)),
        List.of(
            new InstallProblem.ReservedScriptName("python3"),
            new InstallProblem.ScriptOutside("../x"),
            new InstallProblem.DirectoryInScripts("a.data/scripts/d/x"),
            new InstallProblem.UnknownDataPart("a.data/etc/x"),
            new InstallProblem.EnvironmentFile(UnixPath.of("opt/venv/pyvenv.cfg")),
            new InstallProblem.FileAndDirectory(FILE),
            new InstallProblem.NotAFunction("serve", "demo"),
            new InstallProblem.MissingModule("src/demo"),
            new InstallProblem.LinkedDirectory("src/demo/data")));
  }

  @Test
  void layer() throws IOException {
    words(
        "layer",
        LayerProblem.class,
        one(LayerWords::of),
        List.of(
            new LayerProblem.SizeMismatch(FILE, 10, 11),
            new LayerProblem.ChecksumMismatch(FILE, 0x1234, 0x5678),
            new LayerProblem.DeflatedSizeMismatch(FILE, 10, 9),
            new LayerProblem.InvalidDeflate(
                FILE, InvalidDeflateException.Fault.CODE_LENGTHS, 81),
            new LayerProblem.ParentNotDirectory(FILE, UnixPath.of("opt/venv/bin")),
            new LayerProblem.DanglingHardLink(FILE, UnixPath.of("opt/y")),
            new LayerProblem.UnencodableName(FILE, "a\0b")));
  }

  private static OciProblem notAReference() {
    return new OciProblem.InvalidReference("UPPER/case", "UPPER");
  }

  @Test
  void oci() throws IOException {
    words(
        "oci",
        OciProblem.class,
        p -> Failure.of(0, OciWords.of(p)),
        List.of(
            new OciProblem.NotJson("index.json", "Unexpected end-of-input"),
            new OciProblem.MissingField("index.json", "manifests"),
            new OciProblem.InvalidField("manifest", "layers.0.size", "-1"),
            notAReference(),
            new OciProblem.InvalidPlatform("amd64")));
  }

  @Test
  void assembly() throws IOException {
    String base = "oci:base";
    Platform arm = Platform.linux("arm64");
    words(
        "assembly",
        AssemblyProblem.class,
        one(AssemblyWords::of),
        List.of(
            new AssemblyProblem.UnknownBase("UPPER/case", notAReference()),
            new AssemblyProblem.BaseNotFound(base, "base"),
            new AssemblyProblem.BaseUnreadable(base, "no index.json: not an OCI image layout"),
            new AssemblyProblem.BaseMalformed(base, new OciProblem.MissingField("manifest", "config")),
            new AssemblyProblem.BaseTagMissing(base, "13", List.of("12", "14")),
            new AssemblyProblem.BaseTagMissing(base, "13", List.of()),
            new AssemblyProblem.BaseAmbiguous(base, List.of("12", "14")),
            new AssemblyProblem.BasePlatformMissing(base, arm, List.of(Platform.linux("amd64"))),
            new AssemblyProblem.BasePlatformMissing(base, arm, List.of()),
            new AssemblyProblem.BaseBlobMissing(base, ONE),
            new AssemblyProblem.BaseBlobCorrupt(base, ONE, TWO),
            new AssemblyProblem.BaseInconsistent(base, 2, 3),
            new AssemblyProblem.BaseWithoutPython(base, "3.12", List.of("3.13.1", "3.14.0")),
            new AssemblyProblem.BaseWithoutPython(base, "", List.of()),
            new AssemblyProblem.LayerNotReadable(base, ONE, "unknown compression"),
            new AssemblyProblem.TooManyLayers(100, 40, 127),
            new AssemblyProblem.LayerTypeNotInFormat(
                ONE, MediaType.OCI_LAYER_ZSTD, ImageFormat.DOCKER),
            new AssemblyProblem.InvalidUser("a b")));
  }

  @Test
  void destination() throws IOException {
    Path path = Path.of("/out/app.tar");
    words(
        "destination",
        DestinationProblem.class,
        one(DestinationWords::of),
        List.of(
            new DestinationProblem.UnknownTransport("oc:x", "oc", List.of("oci")),
            new DestinationProblem.MissingPath("oci:", "oci"),
            new DestinationProblem.InvalidName("docker://UPPER/case", notAReference()),
            new DestinationProblem.IsDirectory(path),
            new DestinationProblem.NotDirectory(path),
            new DestinationProblem.ParentMissing(path, Path.of("/out")),
            new DestinationProblem.NotPermitted(path),
            new DestinationProblem.NoSpace(path, 12_345_678),
            new DestinationProblem.NotALayout(path),
            new DestinationProblem.LayoutMalformed(path, new OciProblem.NotJson("index.json", "x")),
            new DestinationProblem.WriteFailed(path, "java.io.IOException: I/O error"),
            new DestinationProblem.BlobUnreadable(ONE, "java.io.IOException: I/O error"),
            new DestinationProblem.BlobCorrupt(ONE, TWO, 7),
            new DestinationProblem.NoEngine("demo:1", List.of("Docker: not found", "Podman: no")),
            new DestinationProblem.EngineRefused("Podman", "demo:1", "Error: no space left")));
  }

  @Test
  void warnings() throws IOException {
    List<BuildWarning> samples = new ArrayList<>();
    Stream<InstallWarning> inWheel =
        Stream.<WheelWarning>of(
                new WheelWarning.SkippedEntry("../x"),
                new WheelWarning.SymlinkEntry("a"),
                new WheelWarning.RepeatedEntry("a"),
                new WheelWarning.NotInRecord("a"),
                new WheelWarning.OnlyInRecord("a"),
                new WheelWarning.UnusualWheelVersion("1.9"))
            .map(InstallWarning.InWheel::new);
    Stream<InstallWarning> installing =
        Stream.of(
            new InstallWarning.ActivationScript("activate"),
            new InstallWarning.Overwritten(FILE),
            new InstallWarning.ShadowedScript("x"));
    Stream.concat(inWheel, installing).forEach(w -> samples.add(new BuildWarning.InWheel(WHEEL, w)));
    samples.add(new BuildWarning.PathConflict(List.of("a", "b"), List.of(FILE)));
    samples.add(
        new BuildWarning.PathConflict(
            List.of("a", "b"),
            Arrays.stream("1 2 3 4 5 6 7".split(" ")).map(UnixPath::of).toList()));
    samples.add(new BuildWarning.Unverified(NUMPY, WHEEL));
    samples.add(new BuildWarning.NoBytecode("3.13", "no such program: python3.13"));
    words("warnings", BuildWarning.class, WarningReport::of, samples);
  }
}
