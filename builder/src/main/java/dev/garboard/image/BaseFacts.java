package dev.garboard.image;

import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import dev.garboard.oci.OciProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of a base without running it. Has a text form, to be kept per digest of the base,
/// or by the base itself in the label [#LABEL].
///
/// @param pythons the interpreters; first the one that `python3` means there
/// @param passwd the text of `/etc/passwd`; empty when there is none
/// @param group the text of `/etc/group`; empty when there is none
public record BaseFacts(List<PythonInstallation> pythons, Libc libc, String passwd, String group) {

  /// Label in which a base of ours states its own facts.
  public static final String LABEL = "dev.garboard.base.facts";

  private static final Pattern LIBC = Pattern.compile("(glibc|musl) ([0-9]{1,4})\\.([0-9]{1,4})");

  /// Copies.
  public BaseFacts {
    pythons = List.copyOf(pythons);
  }

  /// A CPython interpreter.
  ///
  /// @param path absolute, without symbolic links in its last segment
  /// @param version `X.Y.Z`, or `X.Y` where nothing tells the patch
  public record PythonInstallation(String path, String version, boolean freeThreaded) {
    /// Whether the version has all three parts.
    public boolean isExact() {
      return version.matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    /// Whether the version is this one, or this one with a patch.
    public boolean is(String wanted) {
      return version.equals(wanted) || version.startsWith(wanted + ".");
    }
  }

  /// The C library.
  public sealed interface Libc {
    /// GNU libc.
    record Glibc(int major, int minor) implements Libc {}

    /// musl.
    record Musl(int major, int minor) implements Libc {}

    /// None was found.
    record None() implements Libc {}
  }

  /// The facts of an empty base.
  public static BaseFacts none() {
    return new BaseFacts(List.of(), new Libc.None(), "", "");
  }

  /// The interpreter to use.
  ///
  /// @param base the base as the user named it
  /// @param wanted `X.Y` or `X.Y.Z`; empty for the one that `python3` means
  /// @throws AssemblyException when the base has none, or none of that version
  public PythonInstallation requirePython(String base, String wanted) throws AssemblyException {
    Optional<PythonInstallation> found =
        pythons.stream().filter(python -> wanted.isEmpty() || python.is(wanted)).findFirst();
    if (found.isEmpty()) {
      List<String> available = pythons.stream().map(PythonInstallation::version).toList();
      throw new AssemblyException(new AssemblyProblem.BaseWithoutPython(base, wanted, available));
    }
    return found.get();
  }

  /// The text form.
  public String text() {
    return toJson().text();
  }

  JsonObject toJson() {
    List<Json> list = new ArrayList<>();
    for (PythonInstallation python : pythons) {
      list.add(
          JsonObject.EMPTY
              .with("path", python.path)
              .with("version", python.version)
              .with("free-threaded", python.freeThreaded ? Json.Literal.TRUE : Json.Literal.FALSE));
    }
    String libcText =
        switch (libc) {
          case Libc.Glibc(int major, int minor) -> "glibc " + major + "." + minor;
          case Libc.Musl(int major, int minor) -> "musl " + major + "." + minor;
          case Libc.None() -> "";
        };
    return JsonObject.EMPTY
        .with("pythons", new Json.Array(list))
        .with("libc", libcText)
        .with("passwd", passwd)
        .with("group", group);
  }

  /// Reads the text form.
  ///
  /// @throws OciException when the text is none
  public static BaseFacts parse(String text) throws OciException {
    JsonObject json = JsonObject.parse("base facts", text);
    List<PythonInstallation> pythons = new ArrayList<>();
    for (Json value : json.array("pythons").orElseThrow(() -> missing("pythons")).values()) {
      pythons.add(python(value));
    }
    return new BaseFacts(
        pythons,
        parseLibc(json.text("libc").orElseThrow(() -> missing("libc"))),
        json.text("passwd").orElseThrow(() -> missing("passwd")),
        json.text("group").orElseThrow(() -> missing("group")));
  }

  private static PythonInstallation python(Json value) throws OciException {
    if (!(value instanceof JsonObject json)) {
      throw new OciException(new OciProblem.InvalidField("base facts", "pythons", value.text()));
    }
    return new PythonInstallation(
        json.text("path").orElseThrow(() -> missing("pythons.path")),
        json.text("version").orElseThrow(() -> missing("pythons.version")),
        json.get("free-threaded").filter(Json.Literal.TRUE::equals).isPresent());
  }

  private static Libc parseLibc(String text) throws OciException {
    Matcher matcher = LIBC.matcher(text);
    if (text.isEmpty()) {
      return new Libc.None();
    }
    if (!matcher.matches()) {
      throw new OciException(new OciProblem.InvalidField("base facts", "libc", text));
    }
    int major = Integer.parseInt(matcher.group(2));
    int minor = Integer.parseInt(matcher.group(3));
    return matcher.group(1).equals("musl")
        ? new Libc.Musl(major, minor)
        : new Libc.Glibc(major, minor);
  }

  private static OciException missing(String field) {
    return new OciException(new OciProblem.MissingField("base facts", field));
  }
}
