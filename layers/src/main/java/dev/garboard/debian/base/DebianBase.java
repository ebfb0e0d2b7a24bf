package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a base out of unpacked packages: what their maintainer scripts would have done is written
/// natively, and the result is cut into layers. Contents lie in the work directory, which must
/// outlive the layers.
public final class DebianBase {

  static final Pattern PYTHON = Pattern.compile("python(3\\.\\d+)-minimal");

  /// Packages that a base is the closure of.
  public static final List<String> SEEDS =
      List.of(
          "base-files",
          "ca-certificates",
          "libc-bin",
          "libstdc++6",
          "netbase",
          "python3",
          "tzdata");

  /// What gives a base a shell and the usual commands.
  public static final String SHELL = "busybox";

  private final Path workDirectory;

  /// Works in this existing directory.
  public DebianBase(Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  /// What a base consists of.
  public record Built(List<BaseLayer> layers, BaseFacts facts, List<BaseWarning> warnings) {
    /// Copies.
    public Built {
      layers = List.copyOf(layers);
      warnings = List.copyOf(warnings);
    }
  }

  /// Which interpreter compiles the standard library.
  public sealed interface Bytecode {
    /// None: no bytecode.
    record Off() implements Bytecode {}

    /// The base's own, which this machine can run.
    record Own() implements Bytecode {}

    /// Another one of the same version.
    record By(BytecodeCompiler compiler) implements Bytecode {}
  }

  /// Builds a base.
  ///
  /// @param packages the unpacked packages, without what is not to be in the image
  /// @param sizes of the packages' files, by package name: they decide the cut into layers
  /// @throws UnpackException when packages own the same path
  /// @throws IOException when contents cannot be read or the interpreter cannot be run
  /// @throws InterruptedException when interrupted while the interpreter runs
  public Built build(
      List<UnpackedPackage> packages,
      Map<String, Long> sizes,
      Architecture architecture,
      Bytecode bytecode)
      throws UnpackException, IOException, InterruptedException {
    BaseContents contents = new BaseContents(packages);
    List<BaseWarning> warnings = new ArrayList<>();
    BaseEffects.apply(contents, architecture);
    CertificateBundle.apply(contents);
    List<Account> accounts = AccountFiles.apply(contents);
    applyAlternatives(contents, warnings);
    BusyboxApplets.apply(contents);
    compile(contents, architecture, bytecode, warnings);
    BaseFacts facts = facts(contents, accounts);
    writeLoaderCache(contents, architecture);
    writeStatus(contents);
    auditScripts(contents, warnings);
    return new Built(LayerCut.cut(contents.trees(), sizes), facts, warnings);
  }

  private static void applyAlternatives(BaseContents contents, List<BaseWarning> warnings) {
    Alternatives.apply(contents)
        .forEach(unread ->
            warnings.add(new BaseWarning.AlternativeNotRead(unread.owner(), unread.line())));
  }

  private void compile(
      BaseContents contents,
      Architecture architecture,
      Bytecode bytecode,
      List<BaseWarning> warnings)
      throws IOException, InterruptedException {
    List<BytecodeCompiler.Failure> failures =
        switch (bytecode) {
          case Bytecode.Off _ -> List.of();
          case Bytecode.By(BytecodeCompiler compiler) ->
              StandardLibrary.apply(contents, compiler, workDirectory);
          case Bytecode.Own _ ->
              StandardLibrary.apply(
                  contents, ownInterpreter(contents, architecture), workDirectory);
        };
    if (!failures.isEmpty()) {
      warnings.add(new BaseWarning.NotCompiled(failures));
    }
  }

  private BytecodeCompiler ownInterpreter(BaseContents contents, Architecture architecture)
      throws IOException {
    Path root = workDirectory.resolve("interpreter");
    Files.createDirectories(root);
    StandardLibrary.writeInterpreter(contents.whole(), root);
    return new InterpreterProcess(root, python(contents.packages().keySet()), architecture);
  }

  /// The interpreter of a base made of these packages, unpacked into a directory so that it can
  /// compile for others. The packages must be of this machine's architecture.
  ///
  /// @throws UnpackException when packages own the same path
  /// @throws IOException when the directory cannot be written
  public static InterpreterProcess interpreter(
      List<UnpackedPackage> packages, Architecture architecture, Path root)
      throws UnpackException, IOException {
    BaseContents contents = new BaseContents(packages);
    BaseEffects.apply(contents, architecture);
    StandardLibrary.writeInterpreter(contents.whole(), root);
    return new InterpreterProcess(root, python(contents.packages().keySet()), architecture);
  }

  private static String python(Set<String> packages) {
    return packages.stream()
        .map(PYTHON::matcher)
        .filter(Matcher::matches)
        .map(matcher -> "usr/bin/python" + matcher.group(1))
        .findFirst()
        .orElse("");
  }

  private static BaseFacts facts(BaseContents contents, List<Account> accounts) {
    String path = python(contents.packages().keySet());
    String python = path.isEmpty() ? "" : path.substring("usr/bin/".length()) + "-minimal";
    return new BaseFacts(
        upstream(contents, python),
        path.isEmpty() ? "" : "/" + path,
        upstream(contents, "libc6"),
        accounts);
  }

  private static String upstream(BaseContents contents, String name) {
    UnpackedPackage found = contents.packages().get(name);
    return found == null ? "" : found.id().version().upstream().replaceFirst("[+~].*", "");
  }

  private static void writeLoaderCache(BaseContents contents, Architecture architecture)
      throws IOException {
    UnpackedPackage libc = contents.packages().get("libc-bin");
    if (libc != null) {
      byte[] cache = LdSoCache.of(contents.whole(), architecture, generator(libc.id().version()));
      contents.put(
          libc.name(), UnixPath.of("etc/ld.so.cache"), TreeEntry.file(Content.of(cache), false));
    }
  }

  /// How that version's `ldconfig` names itself.
  static String generator(DebianVersion version) {
    return "ldconfig (Debian GLIBC "
        + version.text()
        + ") stable release version "
        + version.upstream();
  }

  static void writeStatus(BaseContents contents) {
    contents
        .packages()
        .forEach((name, each) ->
            contents.put(
                name,
                UnixPath.of("var/lib/dpkg/status.d/" + name),
                TreeEntry.text(each.controlText())));
  }

  static void auditScripts(BaseContents contents, List<BaseWarning> warnings) {
    SequencedMap<String, List<String>> commands = new TreeMap<>();
    contents
        .packages()
        .forEach((name, each) -> {
          Set<String> unknown = ScriptAudit.unknownCommands(each);
          if (!unknown.isEmpty()) {
            commands.put(name, List.copyOf(unknown));
          }
        });
    if (!commands.isEmpty()) {
      warnings.add(new BaseWarning.ScriptsNotRun(commands));
    }
  }
}
