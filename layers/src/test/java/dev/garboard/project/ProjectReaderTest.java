package dev.garboard.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.project.GarboardSettings.ProjectMode;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectReaderTest {

  private static final String LOCK = "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n";

  @TempDir private Path directory;

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<ProjectProblem> problemsOf(String start) {
    ProjectException refusal =
        catchThrowableOfType(
            ProjectException.class, () -> new ProjectReader().read(directory.resolve(start)));
    assertThat(refusal).isNotNull();
    return refusal.problems();
  }

  private static String member(String name) {
    return "[project]\nname = \"" + name + "\"\nversion = \"1\"\n";
  }

  private static String locked(String name, String path) {
    return "[[package]]\nname = \""
        + name
        + "\"\nversion = \"1\"\nsource = { editable = \""
        + path
        + "\" }\n";
  }

  @Test
  void findsTheWorkspaceFromAMember() throws IOException, ProjectException {
    write(
        "pyproject.toml",
        "[tool.uv.workspace]\nmembers = [\"packages/*\", \"libs/**/py\"]\nexclude = [\"packages/out\"]\n");
    write("packages/a/pyproject.toml", member("A_a"));
    write("packages/out/pyproject.toml", member("out"));
    write("libs/x/y/py/pyproject.toml", member("deep"));
    write("packages/.hidden/file", "");
    write("packages/a/.python-version", "# ours\n3.13\n");
    write("uv.lock", LOCK + locked("a-a", "packages/a") + locked("deep", "libs/x/y/py"));
    Files.createDirectories(directory.resolve("packages/a/src"));

    Project project = new ProjectReader().read(directory.resolve("packages/a/src"));

    assertThat(project.root()).isEqualTo(directory);
    assertThat(project.discovered().declared().orElseThrow().name())
        .isEqualTo(PackageName.of("a-a"));
    assertThat(project.workspaceRoot().declared()).isEmpty();
    assertThat(project.members().stream().map(m -> m.declared().orElseThrow().name().value()))
        .containsExactly("a-a", "deep");
    assertThat(project.pythonVersions()).containsExactly("3.13");
  }

  @Test
  void anExcludedDirectoryIsItsOwnRoot() throws IOException {
    write(
        "pyproject.toml",
        "[tool.uv.workspace]\nmembers = [\"packages/*\"]\nexclude = [\"packages/out\"]\n");
    write("packages/out/pyproject.toml", member("out"));
    write("uv.lock", LOCK);
    assertThat(problemsOf("packages/out"))
        .containsExactly(
            new ProjectProblem.MissingLockfile(directory.resolve("packages/out/uv.lock")));
  }

  @Test
  void aMemberMustBeInTheLockfile() throws IOException {
    write("pyproject.toml", member("a"));
    write("uv.lock", LOCK);
    assertThat(problemsOf(""))
        .containsExactly(
            new ProjectProblem.MemberNotLocked(PackageName.of("a"), SourcePosition.of("uv.lock")));
  }

  @Test
  void brokenMembersAreToldTogether() throws IOException {
    write("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"p/*\"]\n");
    write("p/a/pyproject.toml", "[tool.x]\n");
    write("p/b/file", "");
    write("p/c/pyproject.toml", member("c"));
    write("p/d/pyproject.toml", member("C"));
    assertThat(problemsOf(""))
        .hasSize(3)
        .anySatisfy(p -> assertThat(p).isInstanceOf(ProjectProblem.DuplicateMember.class));
  }

  @Test
  void distinguishesWhatIsMissing() throws IOException {
    assertThat(problemsOf("").getFirst()).isInstanceOf(ProjectProblem.MissingPyProject.class);
    write("pyproject.toml", member("a") + "[tool.uv]\nmanaged = false\n");
    assertThat(problemsOf("").getFirst()).isInstanceOf(ProjectProblem.UnmanagedProject.class);
    write("pyproject.toml", member("a"));
    assertThat(problemsOf("").getFirst()).isInstanceOf(ProjectProblem.MissingLockfile.class);
    write("uv.lock", "version = 2\n");
    assertThat(problemsOf("").getFirst()).isInstanceOf(ProjectProblem.UnsupportedLockVersion.class);
    write("uv.lock", "version = 1\nx = \n");
    assertThat(problemsOf("").getFirst()).isInstanceOf(ProjectProblem.TomlSyntax.class);
  }

  @Test
  void readsTheProjectsDeclarations() throws IOException, ProjectException {
    write(
        "pyproject.toml",
        """
        [project]
        name = "Shop.App"
        dynamic = ["version"]
        requires-python = ">=3.12"
        readme = { file = "README.md", content-type = "text/markdown" }
        dependencies = ["click>=8"]
        [project.optional-dependencies]
        HTTP_2 = ["httpx"]
        [project.scripts]
        "shop.run" = "shop:main"
        [project.entry-points."a.b"]
        x = "y:z"
        [dependency-groups]
        Dev = ["pytest", { include-group = "lint" }]
        lint = []
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"
        [tool.uv]
        default-groups = "all"
        package = false
        no-binary-package = ["lxml"]
        build-constraint-dependencies = ["setuptools<80"]
        [[tool.uv.index]]
        name = "inner"
        url = "https://index.example/simple"
        explicit = true
        [tool.uv.sources]
        torch = [{ index = "inner", marker = "sys_platform == 'linux'" }]
        worker = { workspace = true }
        """);
    write("uv.lock", LOCK + locked("shop-app", "."));
    PyProject read = new ProjectReader().read(directory).discovered();
    ProjectTable.Declared declared = read.declared().orElseThrow();
    assertThat(declared.hasDynamicVersion()).isTrue();
    assertThat(declared.about().readme()).isEqualTo("README.md");
    assertThat(declared.entryPoints().scripts()).containsEntry("shop.run", "shop:main");
    assertThat(declared.entryPoints().groups().get("a.b")).containsEntry("x", "y:z");
    assertThat(read.groups().groups().get(GroupName.of("dev")))
        .containsExactly(
            new DependencyGroups.Entry.Requirement("pytest"),
            new DependencyGroups.Entry.Include(GroupName.of("lint")));
    assertThat(read.uv().project().defaultGroups()).isEqualTo(new DefaultGroups.All());
    assertThat(read.uv().project().packaging()).isEqualTo(UvSettings.Packaging.VIRTUAL);
    assertThat(read.uv().indexes().getFirst().explicit()).isTrue();
    assertThat(read.uv().sources().toString()).contains("workspace=true");
    assertThat(read.uv().inputs().get("build-constraint-dependencies"))
        .containsExactly("setuptools<80");
  }

  @Test
  void readsOurOwnTable() throws IOException, ProjectException {
    write(
        "pyproject.toml",
        member("a")
            + """
            [tool.garboard]
            base = "debian:13"
            project = "wheel"
            groups = []
            compression = "zstd:3"
            layers = { budget = 12, alone = ["torch*"] }
            [tool.garboard.image]
            ports = [8000, "53/udp"]
            env = { "A.B" = "c" }
            [tool.garboard.sync]
            venv = "active"
            """);
    write("uv.lock", LOCK + locked("a", "."));
    GarboardSettings settings = new ProjectReader().read(directory).discovered().garboard();
    assertThat(settings.goal().base().or("")).isEqualTo("debian:13");
    assertThat(settings.goal().python()).isEqualTo(new Setting.Unset<>());
    assertThat(settings.source().project().or(ProjectMode.SOURCE)).isEqualTo(ProjectMode.WHEEL);
    assertThat(settings.wanted().groups()).isInstanceOf(Setting.Given.class);
    assertThat(settings.wanted().extras()).isInstanceOf(Setting.Unset.class);
    assertThat(settings.layers().budget().or(0L)).isEqualTo(12);
    assertThat(settings.image().ports().or(List.of())).containsExactly("8000", "53/udp");
    assertThat(settings.sync().venv().or("")).isEqualTo("active");
  }

  @Test
  void ourOwnTableIsStrictWithPlaces() throws IOException {
    write(
        "pyproject.toml",
        member("a")
            + "[tool.garboard]\nplatfroms = []\nbytecode = \"yes\"\nproject = \"tree\"\n"
            + "[tool.garboard.image]\nentry-point = []\nports = [0]\n");
    write("uv.lock", LOCK + locked("a", "."));
    assertThat(problemsOf(""))
        .containsExactlyInAnyOrder(
            new ProjectProblem.UnknownKey(
                new SourcePosition("pyproject.toml", 5, 1),
                "tool.garboard.platfroms",
                List.of("platforms")),
            new ProjectProblem.WrongType(
                new SourcePosition("pyproject.toml", 6, 1),
                "tool.garboard.bytecode",
                "boolean",
                "string"),
            new ProjectProblem.InvalidValue(
                new SourcePosition("pyproject.toml", 7, 1),
                "tool.garboard.project",
                "expected `source`, `wheel` or `none`: `tree`"),
            new ProjectProblem.UnknownKey(
                new SourcePosition("pyproject.toml", 9, 1),
                "tool.garboard.image.entry-point",
                List.of("entrypoint")),
            new ProjectProblem.InvalidValue(
                new SourcePosition("pyproject.toml", 10, 10),
                "tool.garboard.image.ports",
                "expected a port such as 8000 or \"53/udp\""));
  }
}
