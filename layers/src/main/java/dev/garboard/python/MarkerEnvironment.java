package dev.garboard.python;

import java.util.Objects;

/// The values that markers are evaluated against. Version values that are a pre-release keep it
/// only in `implementation_version`.
public record MarkerEnvironment(Platform platform, Implementation implementation) {

  /// What the operating system says about itself.
  ///
  /// @param release the kernel's release; empty when building for another machine
  /// @param version the kernel's version line; empty when building for another machine
  public record Platform(
      String osName,
      String sysPlatform,
      String system,
      String machine,
      String release,
      String version) {}

  /// What the interpreter says about itself.
  ///
  /// @param name `cpython`
  /// @param platformName `CPython`
  public record Implementation(
      String name, String platformName, Version version, Version pythonFullVersion) {

    /// Reduces the Python version to its release segment, as uv does for locks.
    public Implementation {
      Objects.requireNonNull(version);
      pythonFullVersion = pythonFullVersion.onlyRelease();
    }
  }

  /// `X.Y`.
  public Version pythonVersion() {
    Version full = implementation.pythonFullVersion();
    return Version.of(full.release().subList(0, Math.min(2, full.release().size())));
  }

  /// The value as text.
  public String text(MarkerVariable variable) {
    return switch (variable) {
      case OS_NAME -> platform.osName();
      case SYS_PLATFORM -> platform.sysPlatform();
      case PLATFORM_SYSTEM -> platform.system();
      case PLATFORM_MACHINE -> platform.machine();
      case PLATFORM_RELEASE -> platform.release();
      case PLATFORM_VERSION -> platform.version();
      case PLATFORM_PYTHON_IMPLEMENTATION -> implementation.platformName();
      case IMPLEMENTATION_NAME -> implementation.name();
      case IMPLEMENTATION_VERSION, PYTHON_VERSION, PYTHON_FULL_VERSION ->
          version(variable).toString();
    };
  }

  /// The value of a version variable.
  ///
  /// @throws IllegalArgumentException when the variable is not one
  Version version(MarkerVariable variable) {
    return switch (variable) {
      case PYTHON_VERSION -> pythonVersion();
      case PYTHON_FULL_VERSION -> implementation.pythonFullVersion();
      case IMPLEMENTATION_VERSION -> implementation.version();
      case OS_NAME,
          SYS_PLATFORM,
          PLATFORM_SYSTEM,
          PLATFORM_MACHINE,
          PLATFORM_RELEASE,
          PLATFORM_VERSION,
          PLATFORM_PYTHON_IMPLEMENTATION,
          IMPLEMENTATION_NAME ->
          throw new IllegalArgumentException(variable.id() + " is not a version");
    };
  }
}
