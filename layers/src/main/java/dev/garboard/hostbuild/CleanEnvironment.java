package dev.garboard.hostbuild;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The variables that started programs see: an allow-list of the host's, and constants.
final class CleanEnvironment {

  /// The first instant that a zip archive can hold.
  static final String SOURCE_DATE_EPOCH = "315532800";

  private static final Set<String> NETWORK =
      Set.of(
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "https_proxy",
          "http_proxy",
          "no_proxy",
          "all_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "PIP_CERT");
  private static final Pattern INDEX_CREDENTIALS =
      Pattern.compile("UV_INDEX_[A-Z0-9_]+_(USERNAME|PASSWORD)");
  private static final Set<String> GIT_ACCESS =
      Set.of("SSH_AUTH_SOCK", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS");

  private final HostEnvironment host;

  CleanEnvironment(HostEnvironment host) {
    this.host = host;
  }

  /// For programs that run foreign code. Paths below `work` and `cache` are mapped away in what
  /// compilers write.
  Map<String, String> forBuild(Path work, Path cache) {
    Map<String, String> variables = common();
    host.variables()
        .forEach((name, value) -> {
          if (INDEX_CREDENTIALS.matcher(name).matches()) {
            variables.put(name, value);
          }
        });
    Path netrc = host.home().resolve(".netrc");
    if (Files.isReadable(netrc)) {
      variables.put("NETRC", netrc.toString());
    }
    variables.put("HOME", work.resolve("home").toString());
    variables.put("TMPDIR", work.resolve("tmp").toString());
    variables.put("UV_CACHE_DIR", cache.resolve("uv").toString());
    variables.put("UV_PYTHON_DOWNLOADS", "never");
    variables.put("UV_NO_PROGRESS", "1");
    variables.put("PIP_CACHE_DIR", cache.resolve("pip").toString());
    variables.put("PIP_CONFIG_FILE", "/dev/null");
    variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    variables.put("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH);
    variables.put("PYTHONHASHSEED", "0");
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    String map =
        "-g0 -ffile-prefix-map=%s=/build -ffile-prefix-map=%s=/cache".formatted(work, cache);
    variables.put("CFLAGS", map);
    variables.put("CXXFLAGS", map);
    return variables;
  }

  /// For git, which runs no foreign code but needs the user's credentials.
  Map<String, String> forGit(boolean localRepository, boolean lfs) {
    Map<String, String> variables = common();
    host.variables()
        .forEach((name, value) -> {
          if (GIT_ACCESS.contains(name)) {
            variables.put(name, value);
          }
        });
    variables.put("HOME", host.home().toString());
    variables.put("GIT_TERMINAL_PROMPT", "0");
    if (!lfs) {
      variables.put("GIT_LFS_SKIP_SMUDGE", "1");
    }
    // Submodules of a local repository are local, too; for others the default stands.
    String[][] settings = {
      {"core.autocrlf", "false"},
      {"core.hooksPath", "/dev/null"},
      {"advice.detachedHead", "false"},
      {"protocol.file.allow", localRepository ? "always" : "user"},
    };
    variables.put("GIT_CONFIG_COUNT", Integer.toString(settings.length));
    for (int i = 0; i < settings.length; i++) {
      variables.put("GIT_CONFIG_KEY_" + i, settings[i][0]);
      variables.put("GIT_CONFIG_VALUE_" + i, settings[i][1]);
    }
    return variables;
  }

  private Map<String, String> common() {
    Map<String, String> variables = new TreeMap<>();
    host.variables()
        .forEach((name, value) -> {
          if (NETWORK.contains(name)) {
            variables.put(name, value);
          }
        });
    variables.put(
        "PATH",
        host.path().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("TZ", "UTC");
    return variables;
  }
}
