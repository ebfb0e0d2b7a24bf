package dev.garboard.python;

import java.util.Optional;

/// The environment variables that markers may name, `extra` and the list variables apart.
public enum MarkerVariable {
  OS_NAME("os_name", "os.name"),
  SYS_PLATFORM("sys_platform", "sys.platform"),
  PLATFORM_SYSTEM("platform_system"),
  PLATFORM_MACHINE("platform_machine", "platform.machine"),
  PLATFORM_RELEASE("platform_release"),
  PLATFORM_VERSION("platform_version", "platform.version"),
  PLATFORM_PYTHON_IMPLEMENTATION(
      "platform_python_implementation", "platform.python_implementation", "python_implementation"),
  IMPLEMENTATION_NAME("implementation_name"),
  IMPLEMENTATION_VERSION("implementation_version"),
  PYTHON_VERSION("python_version"),
  PYTHON_FULL_VERSION("python_full_version");

  private final String id;
  private final String legacy;

  MarkerVariable(String id, String... legacy) {
    this.id = id;
    this.legacy = " " + String.join(" ", legacy) + " ";
  }

  /// The canonical spelling.
  public String id() {
    return id;
  }

  /// Whether its values are compared as versions.
  public boolean isVersion() {
    return this == PYTHON_VERSION || this == PYTHON_FULL_VERSION || this == IMPLEMENTATION_VERSION;
  }

  /// The variable of this spelling, legacy ones included.
  static Optional<MarkerVariable> named(String text) {
    for (MarkerVariable variable : values()) {
      if (variable.id.equals(text) || variable.legacy.contains(" " + text + " ")) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }
}
