package dev.garboard.selection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Small projects that uv locks without a network, one for each kind of edge case.
enum EdgeProject {
  /// Extras that exclude each other and bring different versions.
  CONFLICTING_EXTRAS(
      """
      dependencies = ["base"]
      [project.optional-dependencies]
      cpu = ["torch==1.0"]
      gpu = ["torch==2.0"]
      more = ["many[x]"]
      all = ["app[more]", "beta"]
      [tool.uv]
      conflicts = [[{ extra = "cpu" }, { extra = "gpu" }]]
      """),
  /// Groups that exclude each other, one of them included in a default group.
  CONFLICTING_GROUPS(
      """
      dependencies = ["base"]
      [dependency-groups]
      old = ["torch==1.0"]
      new = ["torch==2.0"]
      dev = ["alpha", { include-group = "new" }]
      Mixed_Case = ["many"]
      [tool.uv]
      conflicts = [[{ group = "old" }, { group = "new" }]]
      """),
  /// An extra and a group that exclude each other.
  MIXED_CONFLICT(
      """
      dependencies = []
      [project.optional-dependencies]
      one = ["torch==1.0"]
      [dependency-groups]
      two = ["torch==2.0", "many[y]"]
      [tool.uv]
      default-groups = ["two"]
      conflicts = [[{ extra = "one" }, { group = "two" }]]
      """),
  /// Groups that include groups, bound to a Python, all of them default.
  GROUPS(
      """
      dependencies = []
      [dependency-groups]
      lint = ["alpha"]
      test = ["beta", { include-group = "lint" }]
      docs = ["many[x,y]", { include-group = "test" }]
      dev = ["app"]
      [tool.uv]
      default-groups = "all"
      [tool.uv.dependency-groups]
      docs = { requires-python = ">=3.12" }
      """),
  /// Every marker variable.
  MARKERS(
      """
      dependencies = [
        "m01; python_version < '3.12'", "m02; python_full_version >= '3.12.4'",
        "m03; os_name == 'posix'", "m04; sys_platform == 'darwin'",
        "m05; platform_machine in 'aarch64 arm64'", "m06; platform_machine == 'x86_64'",
        "m07; platform_system != 'Windows'", "m08; platform_system == 'Darwin'",
        "m09; implementation_name == 'cpython'", "m10; platform_python_implementation == 'PyPy'",
        "m11; implementation_version >= '3.12'", "m12; platform_release < '6'",
        "m13; platform_version == ''", "m14; 'linux' in sys_platform",
        "m15; python_version in '3.11 3.13'", "m16; python_version not in '3.11 3.13'",
        "m17; python_version ~= '3.11'", "m18; python_full_version == '3.12.*'",
        "m19; os_name == 'posix' and sys_platform == 'linux' or python_version > '3.13'",
        "m20; (os_name == 'nt' or sys_platform == 'linux') and python_version != '3.12'",
        "m21; platform_release >= '0'", "m22; 'arm' in platform_machine",
        "m23; sys_platform not in 'linux darwin'", "m24; python_version >= '3.14'",
      ]
      """),
  /// Wheels of every kind of tag, one of them for each package.
  TAGS(
      """
      dependencies = ["any", "base"]
      [project.optional-dependencies]
      old = ["many1"]
      new = ["many2"]
      musl = ["musl"]
      mac = ["mac"]
      abi = ["abi3"]
      exact = ["exact"]
      threads = ["threads"]
      versions = ["pre", "local"]
      """),
  /// A package for each system and Python.
  FORKS(
      """
      dependencies = [
        "torch==1.0; sys_platform == 'darwin'", "torch==2.0; sys_platform != 'darwin'",
        "many==1; python_version < '3.12'", "many[x]==2; python_version >= '3.12'",
      ]
      [project.optional-dependencies]
      y = ["many[y]"]
      [tool.uv]
      environments = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
      """),
  /// Locked for one system alone.
  ONE_ENVIRONMENT(
      """
      dependencies = ["base"]
      [tool.uv]
      environments = ["sys_platform == 'linux' and python_version >= '3.12'"]
      """),
  /// Extras of extras, and packages that need each other.
  CYCLES(
      """
      dependencies = ["cycle-a"]
      [project.optional-dependencies]
      x = ["app[y]"]
      y = ["app[z]", "many[x]"]
      z = ["cycle-b[more]", "app[x]"]
      empty = []
      """),
  /// Nothing may be built, and a local tree would have to be.
  BUILD_RULES(
      """
      dependencies = ["base", "tree"]
      [tool.uv]
      no-build = true
      [tool.uv.sources]
      tree = { path = "tree" }
      [dependency-groups]
      dev = ["alpha"]
      """,
      Map.of("tree/pyproject.toml", member("tree", ""))),
  /// A root without a project: its groups belong to nobody.
  ROOT_GROUPS(
      Map.of(
          "pyproject.toml",
          """
          [dependency-groups]
          dev = ["alpha"]
          lint = ["beta"]
          [tool.uv.workspace]
          members = ["one", "two"]
          [tool.uv.sources]
          one = { workspace = true }
          """,
          "one/pyproject.toml",
          member("one", "[dependency-groups]\ndev = [\"torch\"]\nown = [\"many[x]\"]\n"),
          "two/pyproject.toml",
          member(
              "two",
              """
              dependencies = ["one"]
              [project.optional-dependencies]
              x = ["many[y]"]
              [tool.uv.sources]
              one = { workspace = true }
              """))),
  /// Members that need each other's extras, a group that needs another member.
  MEMBERS(
      """
      dependencies = ["one[x]"]
      [dependency-groups]
      dev = ["two", "alpha"]
      [tool.uv.workspace]
      members = ["one", "two", "three"]
      [tool.uv.sources]
      one = { workspace = true }
      two = { workspace = true }
      three = { workspace = true }
      """,
      Map.of(
          "one/pyproject.toml",
          member(
              "one",
              """
              [project.optional-dependencies]
              x = ["two"]
              y = ["beta"]
              [dependency-groups]
              dev = ["torch==1.0"]
              own = ["beta"]
              """),
          "two/pyproject.toml",
          member("two", "dependencies = [\"one[y]\"]\n"),
          "three/pyproject.toml",
          """
          [project]
          name = "three"
          version = "1"
          requires-python = ">=3.10"
          dependencies = ["alpha"]
          [tool.uv]
          package = false
          """)),
  /// Members that ask for another member's extras, which exclude each other, below further edges.
  CONFLICTS_BELOW_MEMBERS(
      """
      dependencies = ["shop"]
      [tool.uv.workspace]
      members = ["shop", "worker", "idle"]
      [tool.uv.sources]
      shop = { workspace = true }
      [tool.uv]
      conflicts = [[{ package = "shop", extra = "cpu" }, { package = "shop", extra = "gpu" }]]
      """,
      Map.of(
          "shop/pyproject.toml",
          member(
              "shop",
              """
              [project.optional-dependencies]
              cpu = ["torch==1.0"]
              gpu = ["torch==2.0"]
              """),
          "worker/pyproject.toml",
          member(
              "worker",
              """
              dependencies = ["shop[cpu]"]
              [tool.uv.sources]
              shop = { workspace = true }
              """),
          "idle/pyproject.toml",
          member(
              "idle",
              """
              dependencies = ["shop"]
              [tool.uv.sources]
              shop = { workspace = true }
              """))),
  /// Default groups of each member's own, and groups under names that are spelled in many ways.
  OWN_DEFAULTS(
      """
      dependencies = ["base"]
      [dependency-groups]
      dev = ["alpha"]
      Docs_Build = ["beta", { include-group = "c.d" }]
      "c.d" = ["many[x]; sys_platform == 'linux'"]
      [tool.uv]
      default-groups = ["docs-build"]
      [tool.uv.workspace]
      members = ["one", "two"]
      """,
      Map.of(
          "one/pyproject.toml",
          member(
              "one",
              """
              [dependency-groups]
              dev = ["torch==1.0"]
              own = ["many[y]"]
              [tool.uv]
              default-groups = "all"
              """),
          "two/pyproject.toml",
          member(
              "two", "[dependency-groups]\ndev = [\"alpha\"]\n[tool.uv]\ndefault-groups = []\n"))),
  /// Members that need each other, below a root that is not installed.
  CYCLIC_MEMBERS(
      """
      dependencies = ["one"]
      [tool.uv.workspace]
      members = ["one", "two"]
      [tool.uv.sources]
      one = { workspace = true }
      [tool.uv]
      package = false
      """,
      Map.of(
          "one/pyproject.toml",
          member(
              "one",
              """
              dependencies = ["two[x]"]
              [project.optional-dependencies]
              z = ["alpha"]
              [tool.uv.sources]
              two = { workspace = true }
              """),
          "two/pyproject.toml",
          member(
              "two",
              """
              dependencies = ["one"]
              [project.optional-dependencies]
              x = ["one[z]"]
              [tool.uv.sources]
              one = { workspace = true }
              """))),
  /// A tree for each system, and a tree that only carries dependencies.
  SOURCES_BY_MARKER(
      """
      dependencies = ["tree", "carrier"]
      [tool.uv]
      override-dependencies = ["many==1"]
      exclude-dependencies = ["beta"]
      dev-dependencies = ["alpha"]
      [tool.uv.sources]
      tree = [
        { path = "here", marker = "sys_platform == 'linux'" },
        { path = "there", marker = "sys_platform != 'linux'" },
      ]
      carrier = { path = "carrier", package = false }
      """,
      Map.of(
          "here/pyproject.toml",
          member("tree", ""),
          "there/pyproject.toml",
          member("tree", "dependencies = [\"alpha\"]\n").replace("\"1\"", "\"2\""),
          "carrier/pyproject.toml",
          member("carrier", "dependencies = [\"many[x,y]\"]\n"))),
  /// Members that cannot be installed together.
  CONFLICTING_MEMBERS(
      """
      dependencies = []
      [tool.uv.workspace]
      members = ["one", "two"]
      [tool.uv]
      conflicts = [[{ package = "one" }, { package = "two" }]]
      """,
      Map.of(
          "one/pyproject.toml", member("one", "dependencies = [\"torch==1.0\"]\n"),
          "two/pyproject.toml", member("two", "dependencies = [\"torch==2.0\"]\n")));

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructors alone
  private final Map<String, String> files = new LinkedHashMap<>();

  EdgeProject(Map<String, String> files) {
    this.files.putAll(files);
  }

  EdgeProject(String app) {
    this(app, Map.of());
  }

  EdgeProject(String app, Map<String, String> more) {
    files.putAll(more);
    files.put("pyproject.toml", member("app", app));
  }

  private static String member(String name, String more) {
    return """
    [build-system]
    requires = ["uv_build>=0.9,<1"]
    build-backend = "uv_build"
    [project]
    name = "%s"
    version = "1"
    requires-python = ">=3.10"
    %s
    """
        .formatted(name, more);
  }

  /// Writes the project below a directory, with an index of its own.
  Path write(Path below) throws IOException {
    Path directory = Files.createDirectories(below.resolve(name()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    EdgeWheels.write(new StubIndex(directory.resolve("wheels")));
    return directory;
  }
}
