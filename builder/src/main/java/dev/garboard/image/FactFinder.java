package dev.garboard.image;

import dev.garboard.image.BaseFacts.Libc;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.image.BaseFiles.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Draws the facts from the files of a base and its environment variables.
record FactFinder(Map<String, String> env, BaseFiles files, PackageVersions packages) {

  private static final String ENGINE_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final Pattern INTERPRETER =
      Pattern.compile("((?:.+/)?)bin/python3(?:\\.([0-9]+)(t?))?");
  private static final Pattern HEADER_VERSION =
      Pattern.compile("#define\\s+PY_VERSION\\s+\"([0-9]+\\.[0-9]+\\.[0-9]+)");
  private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*");
  private static final Pattern GLIBC_FILE = Pattern.compile("libc-([0-9]+\\.[0-9]+)\\.so");

  static FactFinder of(Map<String, String> env, BaseFiles files) {
    return new FactFinder(env, files, PackageVersions.of(files));
  }

  BaseFacts facts() {
    return new BaseFacts(pythons(), libc(), files.text("etc/passwd"), files.text("etc/group"));
  }

  private List<PythonInstallation> pythons() {
    TreeSet<String> paths = new TreeSet<>();
    for (String path : files.files().keySet()) {
      if (INTERPRETER.matcher(path).matches()) {
        files.resolve(path).filter(p -> INTERPRETER.matcher(p).matches()).ifPresent(paths::add);
      }
    }
    List<String> ordered = new ArrayList<>();
    meantByPython3().ifPresent(ordered::add);
    paths.stream().filter(path -> !ordered.contains(path)).forEach(ordered::add);
    return ordered.stream().flatMap(path -> python(path).stream()).toList();
  }

  private Optional<String> meantByPython3() {
    return Stream.of(env.getOrDefault("PATH", ENGINE_PATH).split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .flatMap(directory -> files.resolve(directory.substring(1) + "/python3").stream())
        .filter(path -> INTERPRETER.matcher(path).matches())
        .findFirst();
  }

  private Optional<PythonInstallation> python(String path) {
    Matcher matcher = INTERPRETER.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = matcher.group(1);
    String minor = Optional.ofNullable(matcher.group(2)).map(m -> "3." + m).orElse("");
    String threads = Optional.ofNullable(matcher.group(3)).orElse("");
    String version =
        Stream.of(
                fromVariable(prefix),
                fromPackage(prefix, minor),
                fromHeader(prefix, minor + threads),
                fromProgram(path),
                fromLibrary(prefix, minor + threads))
            .flatMap(Optional::stream)
            .filter(v -> minor.isEmpty() || v.startsWith(minor + "."))
            .findFirst()
            .orElse(minor);
    return version.isEmpty()
        ? Optional.empty()
        : Optional.of(new PythonInstallation("/" + path, version, !threads.isEmpty()));
  }

  /// The variable that the official Python images set for the interpreter they compiled.
  private Optional<String> fromVariable(String prefix) {
    return prefix.equals("usr/local/")
        ? Optional.ofNullable(env.get("PYTHON_VERSION"))
            .filter(v -> v.matches("3\\.[0-9]+\\.[0-9]+"))
        : Optional.empty();
  }

  private Optional<String> fromPackage(String prefix, String minor) {
    if (!prefix.equals("usr/") && !prefix.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of("python" + minor + "-minimal", "python" + minor, "python3")
        .flatMap(name -> packages.numbers(name).stream())
        .filter(v -> v.matches("3\\.[0-9]+\\.[0-9]+"))
        .findFirst();
  }

  private Optional<String> fromHeader(String prefix, String name) {
    String text = files.text(prefix + "include/python" + name + "/patchlevel.h");
    Matcher matcher = HEADER_VERSION.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Optional<String> fromProgram(String path) {
    return files.files().get(path) instanceof Found.Program(String version) && !version.isEmpty()
        ? Optional.of(version)
        : Optional.empty();
  }

  private Optional<String> fromLibrary(String prefix, String name) {
    return files.files().keySet().stream()
        .filter(path -> path.startsWith(prefix + "lib"))
        .filter(path -> path.endsWith("/libpython" + name + ".so.1.0"))
        .flatMap(path -> files.resolve(path).stream())
        .flatMap(path -> fromProgram(path).stream())
        .findFirst();
  }

  private Libc libc() {
    Optional<String> glibc = libraries("/libc.so.6").or(() -> packages.numbers("libc6"));
    if (glibc.isPresent()) {
      return numbers(glibc.get(), Libc.Glibc::new);
    }
    Optional<String> musl = packages.numbers("musl").or(() -> libraries("/ld-musl-"));
    return musl.isPresent() ? numbers(musl.get(), Libc.Musl::new) : new Libc.None();
  }

  private Optional<String> libraries(String name) {
    return files.files().entrySet().stream()
        .filter(file -> ("/" + file.getKey()).contains(name))
        .map(file -> libraryVersion(file.getValue()))
        .filter(version -> !version.isEmpty())
        .findFirst();
  }

  private static String libraryVersion(Found found) {
    return switch (found) {
      case Found.Program(String version) -> version;
      case Found.Link(String target) -> {
        Matcher matcher = GLIBC_FILE.matcher(target);
        yield matcher.find() ? matcher.group(1) : "";
      }
      case Found.Text _ -> "";
    };
  }

  private interface LibcOf {
    Libc of(int major, int minor);
  }

  private static Libc numbers(String version, LibcOf libc) {
    Matcher matcher = NUMBERS.matcher(version);
    return matcher.matches()
        ? libc.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new Libc.None();
  }
}
