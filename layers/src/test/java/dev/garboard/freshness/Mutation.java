package dev.garboard.freshness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One kind of change that somebody may make to a locked project, in several variants.
enum Mutation {
  DEPENDENCY_ADDED(
      edit(
          "packages/one/pyproject.toml",
          "dependencies = [",
          "dependencies = [\"kappa\", ",
          "dependencies = [\"lambda>=1\", ",
          "dependencies = [\"alpha[none]\", "),
      edit("tree/pyproject.toml", "dependencies = [", "dependencies = [\"kappa==2.0\", "),
      edit(
          "pyproject.toml",
          "dependencies = [\n",
          "dependencies = [\"lambda\",\n",
          "dependencies = [\"zeta; python_version > '3.11'\",\n")),
  DEPENDENCY_REMOVED(
      edit("pyproject.toml", "  \"alpha>=1,<3\",\n", ""),
      edit("pyproject.toml", "  \"gamma ; python_version < '3.13'\",\n", ""),
      edit("pyproject.toml", "  \"tree\",\n", ""),
      edit("pyproject.toml", ", \"beta[y]\"", ""),
      edit("pyproject.toml", "\"delta>=1.0\"", "")),
  BOUND_CHANGED(
      edit(
          "pyproject.toml",
          "alpha>=1,<3",
          "alpha",
          "alpha>=1",
          "alpha<3",
          "alpha>=1,<4",
          "alpha==2.0",
          "alpha~=2.0",
          "alpha>=2,<3",
          "alpha>=1,<3,!=1.5",
          "alpha===2.0",
          "alpha>1,<3")),
  BOUND_SPELLED_OTHERWISE(
      edit(
          "pyproject.toml",
          "alpha>=1,<3",
          "alpha<3,>=1",
          "Alpha >= 1, < 3",
          "alpha (>=1,<3)",
          "alpha>=1.0,<3",
          "alpha>=1.0.0,<3.0",
          "ALPHA<3 , >=1")),
  MARKER_CHANGED(
      edit(
          "pyproject.toml",
          "beta[x]; sys_platform == 'linux'",
          "beta[x]; sys_platform != 'linux'",
          "beta[x]; sys_platform == 'linux' and python_version >= '3.11'",
          "beta[x]; platform_machine == 'x86_64'",
          "beta[x]; sys_platform == 'linux' or os_name == 'nt'",
          "beta[x]; 'linux' in sys_platform",
          "beta[x]; sys_platform in 'linux darwin'",
          "beta[x]")),
  MARKER_SPELLED_OTHERWISE(
      edit(
          "pyproject.toml",
          "beta[x]; sys_platform == 'linux'",
          "beta[x]; platform_system == 'Linux'",
          "beta[x]; 'linux' == sys_platform",
          "beta[x]; (sys_platform == 'linux')",
          "beta[x]; sys_platform == 'linux' and python_version >= '3.10'",
          "beta[x]; sys_platform == 'linux' and sys_platform != 'win32'",
          "beta[x]; sys_platform == 'linux' or sys_platform == 'linux' and os_name == 'posix'"),
      edit(
          "pyproject.toml",
          "python_version < '3.13'",
          "python_full_version < '3.13'",
          "python_version <= '3.12'",
          "'3.13' > python_version",
          "python_version < '3.13' and python_version > '3.8'",
          "python_full_version < '3.13.0'")),
  SPLIT_IN_TWO(
      edit(
          "pyproject.toml",
          "\"alpha>=1,<3\"",
          "\"alpha>=1,<3; os_name == 'nt'\", \"alpha>=1,<3; os_name != 'nt'\"",
          "\"alpha>=1,<3\", \"alpha<3,>=1\"",
          "\"alpha>=1\", \"alpha<3\"",
          "\"alpha>=1,<3\", \"alpha>=0.5\"",
          "\"alpha>=1,<3.dev0\"",
          "\"alpha>=1,<3\", \"alpha; os_name == 'nt'\"",
          "\"alpha>=1\", \"alpha<3; os_name == 'nt'\"",
          "\"alpha>=1,<3\", \"alpha!=2.0; os_name == 'nt'\"")),
  ORDER_CHANGED(),
  EXTRA_ADDED(
      edit(
          "pyproject.toml",
          "[project.optional-dependencies]\n",
          "[project.optional-dependencies]\nnew = []\n",
          "[project.optional-dependencies]\nnew = [\"kappa\"]\n",
          "[project.optional-dependencies]\nNew_Extra = [\"alpha\"]\n")),
  EXTRA_REMOVED(
      edit("pyproject.toml", "all = [\"app[more]\", \"beta[y]\"]\n", ""),
      edit(
          "pyproject.toml",
          "all = [\"app[more]\"",
          "both = [\"app[more]\"",
          "ALL = [\"app[more]\"")),
  REQUESTED_EXTRA_CHANGED(
      edit("pyproject.toml", "beta[x]", "beta", "beta[x,y]", "beta[y]", "beta[ X ]", "beta[y,x]")),
  GROUP_CHANGED(
      edit(
          "pyproject.toml",
          "dev = [\"epsilon\"]",
          "DEV = [\"epsilon\"]",
          "dev = [\"Epsilon\"]",
          "dev = []",
          "dev = [\"epsilon\", \"kappa\"]",
          "dev = [\"epsilon\"]\nempty = []",
          "dev = [\"epsilon\"]\nnew = [{ include-group = \"lint\" }]",
          "dev = [\"epsilon>=1\"]")),
  GROUP_INCLUDE_CHANGED(
      edit(
          "pyproject.toml",
          "lint = [\"zeta>=1\", { include-group = \"dev\" }]",
          "lint = [\"zeta>=1\"]",
          "lint = [\"zeta>=1\", \"epsilon\"]",
          "lint = [{ include-group = \"dev\" }, \"zeta>=1\"]",
          "lint = [\"zeta>=1\", { include-group = \"dev\" }]\nnew = [\"zeta\"]")),
  GROUP_SETTINGS_CHANGED(
      edit(
          "pyproject.toml",
          "default-groups = [\"dev\"]",
          "default-groups = [\"lint\"]",
          "default-groups = []",
          "default-groups = \"all\"",
          "",
          "dependency-groups = { dev = { requires-python = \">=3.12\" } }",
          "dependency-groups = { dev = { requires-python = \">=3.8\" } }")),
  MEMBER_ADDED(
      edit("packages/three/pyproject.toml", "", project("three", "")),
      edit("packages/three/pyproject.toml", "", project("Three", "\"alpha\"")),
      edit("packages/four/pyproject.toml", "", project("four", "\"lambda\""))),
  MEMBER_REMOVED(
      edit(
          "pyproject.toml",
          "members = [\"packages/*\"]",
          "members = [\"packages/one\"]",
          "members = [\"packages/*\"]\nexclude = [\"packages/two\"]",
          "members = [\"packages/one\", \"packages/two\"]")),
  MEMBER_CHANGED(
      edit("packages/two/pyproject.toml", "package = false", "package = true"),
      edit("packages/one/pyproject.toml", "name = \"one\"", "name = \"One\""),
      edit("packages/two/pyproject.toml", "\"theta\"", "\"theta\", \"kappa\""),
      edit("packages/one/pyproject.toml", "[build-system]", "[tool.other]"),
      edit("packages/two/pyproject.toml", "[tool.uv]\npackage = false\n", ""),
      edit(
          "packages/one/pyproject.toml",
          "[build-system]",
          "[tool.other]\nkey = 1\n[build-system]")),
  VERSION_CHANGED(
      edit(
          "pyproject.toml",
          "version = \"1.2.0\"",
          "version = \"1.2.1\"",
          "version = \"1.2\"",
          "version = \"1.2.0.dev1\"",
          "version = \"v1.2.0\"",
          "dynamic = [\"version\"]")),
  SOURCE_CHANGED(
      edit(
          "pyproject.toml",
          "tree = { path = \"tree\", editable = true }",
          "tree = { path = \"tree\" }",
          "tree = { path = \"tree\", editable = false }",
          "tree = { path = \"./tree\", editable = true }",
          "tree = { path = \"tree\", package = false }",
          "tree = [{ path = \"tree\", editable = true, marker = \"os_name == 'nt'\" }, "
              + "{ path = \"tree\", editable = true, marker = \"os_name != 'nt'\" }]"),
      edit(
          "pyproject.toml",
          "one = { workspace = true }",
          "one = { workspace = true, editable = false }",
          "one = { workspace = true, editable = true }",
          "one = { workspace = true }\nkappa = { path = \"tree\" }",
          "one = { workspace = true }\n"
              + "alpha = { url = \"https://example.invalid/alpha-1.0-py3-none-any.whl\" }",
          "one = { workspace = true }\ndelta = { git = \"https://example.invalid/delta\" }")),
  TREE_CHANGED(
      edit(
          "tree/pyproject.toml",
          "version = \"3\"",
          "version = \"4\"",
          "version = \"3\"\ndescription = \"new\""),
      edit("tree/pyproject.toml", "\"iota\"", "\"iota\", \"kappa\"", "\"Iota\"")),
  REQUIRES_PYTHON_CHANGED(
      edit(
          "pyproject.toml",
          "requires-python = \">=3.10\"",
          "requires-python = \">=3.11\"",
          "requires-python = \">=3.9\"",
          "requires-python = \">=3.10.0\"",
          "requires-python = \">=3.10,<3.14\"",
          "requires-python = \"~=3.10\"",
          "requires-python = \">=3.10,!=3.11.2\"",
          "requires-python = \">=3.10,<4\"",
          "requires-python = \"==3.12.*\"")),
  INPUTS_CHANGED(
      edit(
          "pyproject.toml",
          "constraint-dependencies = [\"eta<3\"]\n",
          "constraint-dependencies = [\"eta<2\"]\n",
          "constraint-dependencies = [\"Eta < 3\"]\n",
          "constraint-dependencies = [\"eta<3\", \"unused>=1\"]\n",
          "constraint-dependencies = [\"eta<3\"]\nexclude-dependencies = [\"eta\"]\n",
          "constraint-dependencies = [\"eta<3\"]\nexclude-dependencies = [\"unused\"]\n",
          ""),
      edit(
          "pyproject.toml",
          "\"theta==2.0\"",
          "\"theta==1.0\"",
          "\"theta==2\"",
          "\"theta==2.0\", \"unused==1\""),
      edit("pyproject.toml", "\"iota<9\"", "\"iota<8\"", "\"iota<9\", \"unused<9\"")),
  ENVIRONMENTS_CHANGED(
      edit(
          "pyproject.toml",
          "environments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]",
          "environments = [\"sys_platform == 'linux'\"]",
          "environments = [\"sys_platform == 'darwin'\", \"sys_platform == 'linux'\"]",
          "environments = [\"platform_system == 'Linux'\", \"sys_platform == 'darwin'\"]",
          "environments = []",
          "environments = [\"sys_platform == 'linux' and python_version >= '3.10'\", "
              + "\"sys_platform == 'darwin'\"]",
          "environments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]\n"
              + "required-environments = [\"sys_platform == 'linux'\"]")),
  CONFLICTS_CHANGED(
      edit(
          "pyproject.toml",
          "conflicts = [[{ extra = \"more\" }, { group = \"lint\" }]]",
          "",
          "conflicts = [[{ group = \"lint\" }, { extra = \"more\" }]]",
          "conflicts = [[{ package = \"app\", extra = \"more\" }, { group = \"lint\" }]]",
          "conflicts = [[{ extra = \"more\" }, { group = \"dev\" }]]",
          "conflicts = [[{ extra = \"more\" }, { group = \"lint\" }], "
              + "[{ extra = \"all\" }, { group = \"lint\" }]]")),
  RESOLVER_CHANGED(
      edit(
          "pyproject.toml",
          "no-index = true",
          "no-index = true\nresolution = \"lowest\"",
          "no-index = true\nresolution = \"highest\"",
          "no-index = true\nprerelease = \"allow\"",
          "no-index = true\nprerelease = \"if-necessary\"",
          "no-index = true\nfork-strategy = \"fewest\"",
          "no-index = true\nexclude-newer = \"2030-01-01T00:00:00Z\"",
          "no-index = true\nexclude-newer = \"7 days\"",
          "no-index = true\nresolution = \"lowest-direct\"",
          "no-index = true\nexclude-newer-package = { alpha = false }",
          "no-index = true\nexclude-newer-package = { alpha = \"2030-01-01T00:00:00Z\" }",
          "no-index = true\nexclude-newer-package = { unused = \"3 days\" }",
          "no-index = true\nprerelease = \"disallow\"")),
  INDEX_CHANGED(
      edit(
          "pyproject.toml",
          "find-links = [\"wheels\"]",
          "find-links = [\"./wheels\"]",
          "find-links = [\"wheels\", \"tree\"]",
          "find-links = [\"wheels\"]\n"
              + "index = [{ name = \"more\", url = \"https://example.invalid/simple\" }]",
          "find-links = [\"tree\"]")),
  METADATA_ADDED(
      edit(
          "pyproject.toml",
          "no-index = true",
          metadata("kappa"),
          metadata("alpha"),
          metadata("Eta"))),
  PACKAGING_CHANGED(
      edit("pyproject.toml", "[build-system]", "[tool.other]"),
      edit(
          "pyproject.toml",
          "no-index = true",
          "no-index = true\npackage = true",
          "no-index = true\npackage = false")),
  NOTHING_THAT_MATTERS(
      edit("pyproject.toml", "A workspace", "Another text"),
      edit("pyproject.toml", "[project]", "# a comment\n[project]"),
      edit("pyproject.toml", "app = \"app:main\"", "app = \"app:run\"\nmore = \"app:more\""),
      edit("pyproject.toml", "\n", "\r\n"),
      edit(
          "pyproject.toml",
          "[project.scripts]",
          "[tool.ruff]\nline-length = 100\n[project.scripts]"));

  private record Edit(String file, String from, List<String> to) {}

  @SuppressWarnings("ImmutableEnumChecker") // a list of texts
  private final List<Edit> edits;

  Mutation(Edit... edits) {
    this.edits = List.of(edits);
  }

  private static Edit edit(String file, String from, String... to) {
    return new Edit(file, from, List.of(to));
  }

  private static String project(String name, String dependencies) {
    return "[project]\nname = \"%s\"\nversion = \"1\"\nrequires-python = \">=3.10\"\n"
            .formatted(name)
        + "dependencies = ["
        + dependencies
        + "]\n";
  }

  private static String metadata(String name) {
    return "no-index = true\ndependency-metadata = "
        + "[{ name = \"%s\", version = \"1.0\", requires-dist = [\"alpha\"] }]".formatted(name);
  }

  /// Makes one variant of the change.
  void apply(Map<String, String> files, Random random) {
    if (edits.isEmpty()) {
      files.compute("pyproject.toml", (_, text) -> shuffled(String.valueOf(text), random));
      return;
    }
    Edit edit = edits.get(random.nextInt(edits.size()));
    String to = edit.to().get(random.nextInt(edit.to().size()));
    String before = files.getOrDefault(edit.file(), "");
    String after = before.isEmpty() ? to : before.replace(edit.from(), to);
    if (after.equals(before)) {
      throw new IllegalStateException("changes nothing: " + edit);
    }
    files.put(edit.file(), after);
  }

  private static String shuffled(String text, Random random) {
    String head = "dependencies = [\n";
    int start = text.indexOf(head) + head.length();
    int end = text.indexOf("]\n", start);
    List<String> lines = new ArrayList<>(text.substring(start, end).lines().toList());
    Collections.shuffle(lines, random);
    return text.substring(0, start) + String.join("\n", lines) + "\n" + text.substring(end);
  }
}
