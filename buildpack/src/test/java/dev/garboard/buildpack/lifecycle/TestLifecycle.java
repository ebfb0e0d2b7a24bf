package dev.garboard.buildpack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs the phases detect, restore, build and export with the real `bin/detect` and `bin/build`, as
/// a user who owns nothing but the layers.
public final class TestLifecycle {
  private static final String BUILDER = "1001";
  private final Path work;
  private final Path buildpack;
  private final Map<String, String> variables = new TreeMap<>();
  private String umask = "022";
  private String architecture = "amd64";
  private String distribution = "debian";
  private int builds;

  /// What a build left.
  ///
  /// @param status of `bin/build`
  /// @param log both streams
  public record Outcome(int status, String log, LifecycleImage image) {}

  /// @param work an empty directory
  public TestLifecycle(Path work, Path buildpack) throws IOException {
    this.work = work;
    this.buildpack = buildpack;
    Files.createDirectories(work.resolve("platform/env"));
    BuildpackDirectory.open(work);
  }

  /// Sets a variable of the platform's user.
  public TestLifecycle user(String name, String value) throws IOException {
    Files.writeString(work.resolve("platform/env").resolve(name), value);
    return this;
  }

  /// Sets a variable of the process itself.
  public TestLifecycle process(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /// Mounts a service binding.
  public TestLifecycle bind(String name, Map<String, String> entries) throws IOException {
    Path directory = Files.createDirectories(work.resolve("platform/bindings").resolve(name));
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Files.writeString(directory.resolve(entry.getKey()), entry.getValue());
    }
    BuildpackDirectory.open(work.resolve("platform"));
    return this;
  }

  /// Builds under another umask.
  public TestLifecycle umask(String value) {
    umask = value;
    return this;
  }

  /// Builds for another architecture.
  public TestLifecycle architecture(String value) {
    architecture = value;
    return this;
  }

  /// Builds for a run image of another distribution.
  public TestLifecycle distribution(String value) {
    distribution = value;
    return this;
  }

  /// Runs `bin/detect`.
  ///
  /// @return its status, and the build plan or the output
  public Map.Entry<Integer, String> detect(Path application) throws Exception {
    Path plan = work.resolve("detect-plan.toml");
    Files.deleteIfExists(plan);
    Files.createFile(plan);
    own(plan);
    Map<String, String> environment = environment();
    environment.put("CNB_BUILD_PLAN_PATH", plan.toString());
    Path log = work.resolve("detect.log");
    int status = run("detect", application, environment, log);
    return Map.entry(status, status == 0 ? Files.readString(plan) : Files.readString(log));
  }

  /// Builds on a previous image; the layers lie in a directory of that name, which is part of their
  /// bytes.
  public Outcome build(Path application, LifecycleImage previous) throws Exception {
    return build(application, previous, "garboard = own");
  }

  /// The same with another buildpack plan.
  ///
  /// @param plan its entries, one a line, each `name = interpreter [key…]`
  public Outcome build(Path application, LifecycleImage previous, String plan) throws Exception {
    Path layers = work.resolve("layers");
    Restore.clear(layers);
    Files.createDirectories(layers);
    Restore.restore(previous, layers);
    ownTree(layers);
    Path planFile = work.resolve("plan.toml");
    Files.writeString(planFile, planText(plan));
    Map<String, String> environment = environment();
    environment.put("CNB_LAYERS_DIR", layers.toString());
    environment.put("CNB_BP_PLAN_PATH", planFile.toString());
    Path log = work.resolve("build-" + builds++ + ".log");
    int status = run("build", application, environment, log);
    String text = Files.readString(log);
    LifecycleImage image = status == 0 ? Export.export(layers, previous) : LifecycleImage.none();
    return new Outcome(status, text, image);
  }

  /// Builds, and expects it to succeed.
  public LifecycleImage built(Path application, LifecycleImage previous) throws Exception {
    Outcome outcome = build(application, previous);
    assertThat(outcome.status()).as(outcome.log()).isZero();
    return outcome.image();
  }

  private static String planText(String plan) {
    StringBuilder toml = new StringBuilder();
    for (String line : plan.split("\n", -1)) {
      String[] words = line.split(" = ", 2);
      String[] values = words[1].split(" ", -1);
      toml.append("[[entries]]\nname = \"").append(words[0]).append("\"\n");
      toml.append("[entries.metadata]\ninterpreter = \"").append(values[0]).append("\"\n");
      for (int i = 1; i < values.length; i++) {
        toml.append(values[i]).append(" = true\n");
      }
    }
    return toml.toString();
  }

  /// The lifecycle hands on no more than this.
  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", "/nonexistent");
    environment.put("CNB_BUILDPACK_DIR", buildpack.toString());
    environment.put("CNB_PLATFORM_DIR", work.resolve("platform").toString());
    environment.put("CNB_TARGET_OS", "linux");
    environment.put("CNB_TARGET_ARCH", architecture);
    environment.put("CNB_TARGET_DISTRO_NAME", distribution);
    environment.put("CNB_TARGET_DISTRO_VERSION", "12");
    environment.putAll(variables);
    return environment;
  }

  private int run(String program, Path application, Map<String, String> environment, Path log)
      throws Exception {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + BUILDER, "--regid=" + BUILDER));
      command.add("--clear-groups");
    }
    command.addAll(
        List.of("sh", "-c", "umask " + umask + "; exec \"$0\"", buildpack + "/bin/" + program));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(application.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  static void own(Path path) throws IOException {
    if (isRoot()) {
      Files.setAttribute(path, "unix:uid", Integer.valueOf(BUILDER));
      Files.setAttribute(path, "unix:gid", Integer.valueOf(BUILDER));
    }
  }

  private static void ownTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        own(path);
      }
    }
  }

  /// A file's text.
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Metadata after its way through the image's label: JSON, decoded by Go, knows no whole numbers.
  static SortedMap<String, Object> throughTheLabel(SortedMap<String, Object> metadata) {
    SortedMap<String, Object> restored = new TreeMap<>();
    metadata.forEach((key, value) ->
        restored.put(key, value instanceof Long number ? (Object) number.doubleValue() : value));
    return restored;
  }
}
