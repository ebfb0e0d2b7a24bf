package dev.garboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast reader accepts no text that tomlj refuses, and reads from what it accepts what tomlj
/// reads. More rounds: `-Dgarboard.fuzz=N`.
final class CanonicalTomlLawTest {

  private static final int ROUNDS = Integer.getInteger("garboard.fuzz", 300);

  private static final String LOCK =
      """
      version = 1
      requires-python = ">=3.12"
      conflicts = [[
          { package = "demo", extra = "a" },
          { package = "demo", extra = "b" },
      ]]

      [options]
      exclude-newer = "2026-01-01T00:00:00Z" # A remark.

      [options.exclude-newer-package]
      anchor = "2026-02-02T00:00:00Z"
      other = false

      [manifest]
      members = ["demo"]

      [[package]]
      name = "demo"
      source = { editable = "." }
      dependencies = [
          { name = "anchor", marker = "sys_platform == 'linux'", extra = ["x"] },
      ]

      [package.optional-dependencies]
      x = []

      [package.metadata]
      requires-dist = [{ name = "anchor", specifier = ">=1" }]

      [package.metadata.requires-dev]
      dev = [{ name = "anchor" }]

      [[package]]
      name = "anchor"
      wheels = [
          { url = "https://index.test/anchör-1.2-py3-none-any.whl", size = 3 },
      ]
      """;

  private static final String PYPROJECT =
      """
      [project]
      name = "demo" # A remark.
      requires-python = ">=3.12"
      dependencies = [
          # Why this one.
          "anchor>=1; sys_platform == 'linux'", # And why so.
          'rope',
      ]
      urls = { Home = "https://demo.test/#top" }

      [project.scripts]
      demo = "demo:main"

      [dependency-groups]
      dev = ["pytest", { include-group = "lint" }]
      lint = []

      [[tool.uv.index]]
      name = "own"

      [tool.uv.index.more]
      x = 1

      [tool.uv.sources]
      anchor = { path = "../anchor", editable = true }

      [tool.ruff.lint]
      select = ['E', "F"]
      """;

  private static String tomlj(String text) {
    List<ProjectProblem> problems = new ArrayList<>();
    TomlNode.Table table = TomlText.parse("uv.lock", text, problems);
    assertThat(problems).as("%s", text).isEmpty();
    return plain(table);
  }

  /// Values and their order, without places.
  private static String plain(TomlNode node) {
    StringBuilder out = new StringBuilder();
    switch (node) {
      case TomlNode.Table table -> {
        for (Map.Entry<String, TomlNode> entry : table.entries().entrySet()) {
          out.append(entry.getKey()).append('=').append(plain(entry.getValue())).append(';');
        }
      }
      case TomlNode.Array array -> array.items().forEach(item -> out.append(plain(item)));
      case TomlNode.Text text -> out.append('"').append(text.value()).append('"');
      case TomlNode.Whole whole -> out.append(whole.value());
      case TomlNode.Flag flag -> out.append(flag.value());
      case TomlNode.Other other -> out.append(other.type());
    }
    return node.type() + "(" + out + ")";
  }

  @Test
  void readsWhatUvWrites() {
    assertThat(CanonicalToml.parse(LOCK).map(CanonicalTomlLawTest::plain)).contains(tomlj(LOCK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PYPROJECT,
        "\"a.b\" = 1\n'' = 2\n[c.'d e'.\"f\"]\n\"\" = 3",
        "a = 'lit\\eral \"'",
        "a = [ # why\n1\n# and\n# why\n, # so\n]",
        "[a.b]\nx = 1\n[a.c.d]\n[a.b.e]",
        "[[a.b]]\n[a.b.c]\n[[a.b]]\n[a.d]"
      })
  void readsWhatPeopleWrite(String text) {
    assertThat(CanonicalToml.parse(text).map(CanonicalTomlLawTest::plain)).contains(tomlj(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = '''long'''",
        "a = 'two\nlines'",
        "a = \"esc\\\"aped\"",
        "a = \"\"\"long\"\"\"",
        "a.b = 1",
        "\"a\".b = 1",
        "a = 1.5",
        "a = 1979-05-27",
        "a = 007",
        "a = 1_000",
        "a = [ # w\u0001hy\n1]",
        "a = 1 # w\u0001hy",
        "a = 1\r\nb = 2",
        "a = 1 b = 2",
        "a = 1\na = 2",
        "[a]\n[a]",
        "a = {}\n[a]",
        "a = [{ b = 1 }]\n[a.c]",
        "a = []\n[[a]]",
        "[a.b]\n[a]",
        "a = { b = 1 }\n[a.c]",
        "a = { b = 1, }",
        "a = [1 2]",
        "a = \"open",
        "\uFEFFa = 1"
      })
  void givesUpOnAllElse(String text) {
    assertThat(CanonicalToml.parse(text)).isEmpty();
  }

  @Test
  void nestingWithoutEndIsGivenUp() {
    assertThat(CanonicalToml.parse("a = " + "[".repeat(100_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverReadsAnythingElse(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = damaged(random);
      Optional<TomlNode.Table> quick = CanonicalToml.parse(text);
      if (quick.isPresent()) {
        read++;
        assertThat(plain(quick.get())).as("seed %d, round %d", seed, round).isEqualTo(tomlj(text));
      }
    }
    assertThat(read).as("texts that both read").isGreaterThan(ROUNDS / 10);
  }

  private static String damaged(Random random) {
    StringBuilder damaged = new StringBuilder(random.nextBoolean() ? LOCK : PYPROJECT);
    String marks = "[]{}=,.\"\n 1a#'\\-";
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
        case 1 -> damaged.delete(at, Math.min(damaged.length() - 1, at + random.nextInt(40)));
        default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 40)));
      }
    }
    return damaged.toString();
  }

  @Test
  @RequiresCorpus
  void readsRealLocksAsTomljDoes() throws IOException {
    Path projects = Corpus.find().orElseThrow().resolve("projects");
    try (Stream<Path> found = Files.list(projects)) {
      for (Path project : found.sorted().toList()) {
        String text = Files.readString(project.resolve("uv.lock"));
        assertThat(CanonicalToml.parse(text)).as("%s", project).isPresent();
        List<ProjectProblem> problems = new ArrayList<>();
        assertThat(LockfileReader.read("uv.lock", text, problems))
            .isEqualTo(LockfileReader.readWithPlaces("uv.lock", text, problems));
        assertThat(problems).isEmpty();
      }
    }
  }
}
