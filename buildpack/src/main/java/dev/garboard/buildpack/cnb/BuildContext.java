package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the lifecycle hands to `bin/build`.
///
/// @param application its directory, absolute; never written by us
/// @param layers directory of this buildpack's layers, absolute
/// @param buildpack the buildpack's own directory
/// @param platform the platform's directory
/// @param plan file of the buildpack plan
/// @param target what the image is for
/// @param environment variables of the process, those of the platform's `env` directory over them
public record BuildContext(
    Path application,
    Path layers,
    Path buildpack,
    Path platform,
    Path plan,
    CnbTarget target,
    SortedMap<String, String> environment) {

  /// Reads the variables of the process and the platform's directory.
  ///
  /// @param directory the working directory, which is the application's
  /// @throws CnbException when a variable that the specification promises is missing
  public static BuildContext from(Map<String, String> variables, Path directory)
      throws CnbException, IOException {
    Path platform = Path.of(required(variables, "CNB_PLATFORM_DIR"));
    SortedMap<String, String> environment = new TreeMap<>(variables);
    environment.putAll(PlatformVariables.read(platform.resolve("env")));
    return new BuildContext(
        directory.toAbsolutePath().normalize(),
        Path.of(required(variables, "CNB_LAYERS_DIR")).toAbsolutePath().normalize(),
        Path.of(required(variables, "CNB_BUILDPACK_DIR")),
        platform,
        Path.of(required(variables, "CNB_BP_PLAN_PATH")),
        CnbTarget.from(variables),
        environment);
  }

  private static String required(Map<String, String> variables, String name) throws CnbException {
    String value = variables.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new CnbException(
          "the platform does not set `" + name + "`, which Buildpack API 0.10 promises");
    }
    return value;
  }

  /// A variable; empty when it is not set.
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
