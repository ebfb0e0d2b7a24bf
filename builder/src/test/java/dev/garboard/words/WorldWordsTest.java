package dev.garboard.words;

import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.debian.base.MissingLibrary;
import dev.garboard.deflate.InvalidDeflateException;
import dev.garboard.destination.DestinationProblem;
import dev.garboard.http.CredentialOrigin;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.RedactedUrl;
import dev.garboard.image.AssemblyProblem;
import dev.garboard.image.BaseFacts;
import dev.garboard.image.RuntimeFacts;
import dev.garboard.install.InstallProblem;
import dev.garboard.install.InstallWarning;
import dev.garboard.layer.LayerProblem;
import dev.garboard.locate.LocateProblem;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciProblem;
import dev.garboard.oci.Platform;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.RegistryRequest;
import dev.garboard.registry.Repository;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.ArchiveFault;
import dev.garboard.wheel.ArchiveLimit;
import dev.garboard.wheel.WheelProblem;
import dev.garboard.wheel.WheelWarning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The words for one sample at least of every problem of wheels, bases, images and the web.
final class WorldWordsTest extends WordSamples {

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
            new LocateProblem.DigestMismatch(NUMPY, WHEEL, URL.value(), List.of(ONE), List.of(TWO)),
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
            new LayerProblem.Changed(FILE),
            new LayerProblem.ChecksumMismatch(FILE, 0x1234, 0x5678),
            new LayerProblem.DeflatedSizeMismatch(FILE, 10, 9),
            new LayerProblem.InvalidDeflate(FILE, InvalidDeflateException.Fault.CODE_LENGTHS, 81),
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
    var python = new BaseFacts.PythonInstallation("/usr/bin/python3.13", "3.13.5", false);
    words(
        "assembly",
        AssemblyProblem.class,
        one(AssemblyWords::of),
        List.of(
            new AssemblyProblem.BaseInRegistry("reg.test/base:1", registryFailed()),
            new AssemblyProblem.UnknownBase("UPPER/case", notAReference()),
            new AssemblyProblem.BaseNotFound(base, "base"),
            new AssemblyProblem.BaseUnreadable(base, "no index.json: not an OCI image layout"),
            new AssemblyProblem.BaseMalformed(
                base, new OciProblem.MissingField("manifest", "config")),
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
            new AssemblyProblem.InvalidUser("a b"),
            new AssemblyProblem.NotRebasable("reg.test/app:1"),
            new AssemblyProblem.OtherRuntime(
                "reg.test/app:1",
                new RuntimeFacts(python, new BaseFacts.Libc.Glibc(2, 41)),
                base,
                new BaseFacts(List.of(), new BaseFacts.Libc.Musl(1, 2), "", ""))));
  }

  @Test
  void destination() throws IOException {
    Path path = Path.of("/out/app.tar");
    words(
        "destination",
        DestinationProblem.class,
        one(DestinationWords::of),
        List.of(
            new DestinationProblem.InRegistry("reg.test/app:1", registryFailed()),
            new DestinationProblem.OtherDigest("reg.test/app@" + ONE, ONE, TWO),
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
            new DestinationProblem.EngineRefused("Podman", "demo:1", "Error: no space left"),
            new DestinationProblem.NotForEngine(
                "Docker", "demo:1", Platform.linux("amd64"), List.of(Platform.linux("arm64")))));
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
    Stream.concat(inWheel, installing)
        .forEach(w -> samples.add(new BuildWarning.InWheel(WHEEL, w)));
    samples.add(new BuildWarning.PathConflict(List.of("a", "b"), List.of(FILE)));
    samples.add(
        new BuildWarning.PathConflict(
            List.of("a", "b"),
            Stream.of("1", "2", "3", "4", "5", "6", "7").map(UnixPath::of).toList()));
    samples.add(new BuildWarning.Unverified(NUMPY, WHEEL));
    samples.add(
        new BuildWarning.MissingLibraries(
            "opencv-python",
            List.of(
                missing("libGL.so.1", List.of(), "libgl1"),
                missing("libasound.so.2", List.of(), "libasound2t64", "libasound2"),
                missing("libof-nobody.so.3", List.of()),
                missing("libc.so.6", List.of("GLIBC_2.43")))));
    samples.add(new BuildWarning.NoBytecode("3.13", "no such program: python3.13"));
    words("warnings", BuildWarning.class, WarningReport::of, samples);
  }

  private static MissingLibrary missing(String library, List<String> versions, String... packages) {
    return new MissingLibrary(
        new LibraryNeed("opencv-python", library, versions), versions, List.of(packages));
  }

  private static RegistryProblem registryFailed() {
    Repository repository = new Repository("reg.test", "app");
    return new RegistryProblem.Throttled(new RegistryRequest(repository, "GET manifest", "1"), 5);
  }
}
