package dev.garboard.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.Demo;
import dev.garboard.content.Hashing;
import dev.garboard.engine.Command;
import dev.garboard.oci.JsonObject;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The templates of three CI systems, run through their own steps against a registry on loopback.
final class PublishingTest {

  private static final Path TEMPLATES = Checkout.root().resolve(".ci/publish");

  @TempDir private Path temp;
  private Path directory;
  private Demo demo;
  private FakeRegistry registry;
  private String image;

  @BeforeEach
  void start() throws IOException {
    directory = temp.toRealPath();
    demo = Demo.in(directory);
    registry = new FakeRegistry();
    image = registry.host() + "/team/demo";
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String digestOf(String tag) {
    byte[] manifest = registry.manifest("team/demo", tag);
    assertThat(manifest).as("tag " + tag).isNotEmpty();
    return Hashing.sha256(manifest).toString();
  }

  private void assertThatABillIsAttached(String digest) throws Exception {
    for (String reference : registry.references("team/demo")) {
      JsonObject manifest = JsonObject.parse("manifest", registry.manifest("team/demo", reference));
      if (manifest
          .object("subject")
          .flatMap(o -> o.text("digest"))
          .filter(digest::equals)
          .isPresent()) {
        return;
      }
    }
    throw new AssertionError("no bill is attached to " + digest);
  }

  private void assertThatNothingWasWritten() {
    assertThat(registry.requests()).isNotEmpty().noneMatch(r -> r.matches("(PUT|POST|PATCH) .*"));
  }

  private Runner gitHub(String event, Map<String, String> inputs) throws IOException {
    Yaml action = Yaml.read(TEMPLATES.resolve("github/action.yml")).getFirst();
    Runner runner = new Runner("\\$\\{\\{\\s*([^}]+?)\\s*}}", demo);
    runner.value("github.token", "").value("github.event.repository.default_branch", "main");
    for (Object name : action.at("inputs").map().keySet()) {
      Yaml input = action.at("inputs", String.valueOf(name));
      String otherwise = input.has("default") ? runner.filled(input.at("default").text()) : "";
      runner.value("inputs." + name, inputs.getOrDefault(String.valueOf(name), otherwise));
    }
    return runner
        .variable("GITHUB_ACTIONS", "true")
        .variable("GITHUB_EVENT_NAME", event)
        .variable("GITHUB_REF_NAME", event.equals("push") ? "main" : "7/merge")
        .variable("GITHUB_WORKSPACE", directory.toString())
        .variable("GITHUB_ACTION_PATH", TEMPLATES.resolve("github").toString())
        .variable("RUNNER_TEMP", Files.createDirectories(directory.resolve("runner")).toString())
        .variable("GITHUB_OUTPUT", directory.resolve("output").toString())
        .variable("GITHUB_STEP_SUMMARY", directory.resolve("summary.md").toString());
  }

  private Runner.Outcome gitHub(Runner runner) throws Exception {
    Yaml action = Yaml.read(TEMPLATES.resolve("github/action.yml")).getFirst();
    assertThat(action.at("runs", "using").text()).isEqualTo("composite");
    List<Yaml> steps = action.at("runs", "steps").items();
    assertThat(steps).hasSize(2);
    Yaml step = steps.getLast();
    for (Object name : step.at("env").map().keySet()) {
      String key = String.valueOf(name);
      runner.variable(key, runner.filled(step.at("env", key).text()));
    }
    Path at = directory.resolve(runner.filled(step.at("working-directory").text()));
    // As GitHub starts `shell: bash`.
    assertThat(step.at("shell").text()).isEqualTo("bash");
    return runner.run(
        at, step.at("run").text(), "bash", "--noprofile", "--norc", "-e", "-o", "pipefail");
  }

  private Map<String, String> inputs() {
    return Map.of("image", image, "project", "demo", "garboard", demo.command().toString());
  }

  @Test
  void gitHubPublishesAndSaysTheDigest() throws Exception {
    Runner.Outcome outcome = gitHub(gitHub("push", inputs()));

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    String digest = digestOf("main");
    assertThat(Files.readAllLines(directory.resolve("output")))
        .containsExactly(
            "digest=" + digest,
            "reference=" + image + ":main@" + digest,
            "metadata=" + directory.resolve("runner/garboard/metadata.json"));
    assertThat(directory.resolve("runner/garboard/metadata.json")).content().contains(digest);
    assertThatABillIsAttached(digest);
    assertThat(Files.readString(directory.resolve("summary.md")))
        .contains("### demo", "| linux/amd64 | 3 | 0 |", image + ":main@" + digest, "uploaded");
  }

  @Test
  void gitHubsPullRequestsTakeOverLayersAndWriteNothing() throws Exception {
    assertThat(gitHub(gitHub("push", inputs())).exit()).isZero();
    demo.write("demo.py", "print('changed')\n");
    registry.clearRequests();
    Files.delete(directory.resolve("output"));

    Runner runner = gitHub("pull_request", inputs());
    runner.variable("GARBOARD_CACHE_DIR", directory.resolve("cold").toString());
    Runner.Outcome outcome = gitHub(runner);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThatNothingWasWritten();
    assertThat(registry.requests()).anyMatch(r -> r.contains("/manifests/main"));
    assertThat(Files.readAllLines(directory.resolve("output")).getFirst())
        .matches("digest=sha256:[0-9a-f]{64}")
        .isNotEqualTo("digest=" + digestOf("main"));
    assertThat(Files.readString(directory.resolve("summary.md")))
        .contains("| linux/amd64 | 1 | 2 |");
  }

  @Test
  void gitHubShowsFaultsAtTheirLines() throws Exception {
    demo.write("pyproject.toml", "[project]\nname = \"demo\"\nversion = 3\n");

    Runner.Outcome outcome = gitHub(gitHub("push", inputs()));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("::error title=garboard,file=demo/pyproject.toml,line=3,col=1::");
    assertThat(registry.requests()).noneMatch(r -> r.startsWith("PUT"));
  }

  private Runner.Outcome gitLab(String source) throws Exception {
    List<Yaml> documents = Yaml.read(TEMPLATES.resolve("gitlab/template.yml"));
    Runner runner =
        new Runner("\\$\\[\\[\\s*inputs\\.([^\\]]+?)\\s*\\]\\]", demo)
            .variable("CI_REGISTRY", registry.host())
            .variable("CI_REGISTRY_IMAGE", image)
            .variable("CI_COMMIT_REF_SLUG", source.equals("push") ? "main-line" : "feature")
            .variable("CI_DEFAULT_BRANCH", "Main/Line")
            .variable("CI_PIPELINE_SOURCE", source)
            .variable("CI_PROJECT_DIR", directory.toString());
    Yaml inputs = documents.getFirst().at("spec", "inputs");
    for (Object name : inputs.map().keySet()) {
      Yaml input = inputs.at(String.valueOf(name));
      runner.value(String.valueOf(name), input.has("default") ? input.at("default").text() : "");
    }
    runner.value("project", "demo").value("runner-image", "registry.example/garboard");
    Yaml job = documents.get(1).at("$[[ inputs.job ]]");
    for (Object name : job.at("variables").map().keySet()) {
      String key = String.valueOf(name);
      String value = runner.filled(job.at("variables", key).text());
      // GitLab fills in its own variables.
      runner.variable(
          key,
          value
              .replace("$CI_REGISTRY_IMAGE", image)
              .replace("$CI_COMMIT_REF_SLUG", source.equals("push") ? "main-line" : "feature"));
    }
    assertThat(job.at("artifacts", "reports", "dotenv").text()).isEqualTo("garboard-publish.env");
    String script = job.at("script").items().getFirst().text();
    return runner.run(directory, script, "sh");
  }

  @Test
  void gitLabPublishesAndSaysTheDigest() throws Exception {
    Runner.Outcome outcome = gitLab("push");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    String digest = digestOf("main-line");
    assertThat(Files.readAllLines(directory.resolve("garboard-publish.env")))
        .containsExactly(
            "GARBOARD_DIGEST=" + digest, "GARBOARD_REFERENCE=" + image + ":main-line@" + digest);
    assertThat(directory.resolve("garboard-metadata.json")).content().contains(digest);
    assertThatABillIsAttached(digest);
  }

  @Test
  void gitLabsMergeRequestsWriteNothing() throws Exception {
    assertThat(gitLab("push").exit()).isZero();
    registry.clearRequests();

    Runner.Outcome outcome = gitLab("merge_request_event");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThatNothingWasWritten();
    assertThat(registry.requests()).anyMatch(r -> r.contains("/manifests/main-line"));
    assertThat(Files.readAllLines(directory.resolve("garboard-publish.env")))
        .containsExactly("GARBOARD_DIGEST=" + digestOf("main-line"), "GARBOARD_REFERENCE=");
  }

  private Runner.Outcome tekton(String push) throws Exception {
    Yaml task = Yaml.read(TEMPLATES.resolve("tekton/task.yaml")).getFirst();
    Path credentials = Files.createDirectories(directory.resolve("credentials"));
    Files.writeString(credentials.resolve(".dockerconfigjson"), "{\"auths\":{}}");
    Files.createDirectories(directory.resolve("results"));
    Runner runner = new Runner("\\$\\(([a-z][A-Za-z0-9_.-]+)\\)", demo);
    for (Yaml parameter : task.at("spec", "params").items()) {
      String otherwise = parameter.has("default") ? parameter.at("default").text() : "";
      runner.value("params." + parameter.at("name").text(), otherwise);
    }
    for (Yaml result : task.at("spec", "results").items()) {
      String name = result.at("name").text();
      runner.value("results." + name + ".path", directory.resolve("results/" + name).toString());
    }
    runner
        .value("params.image", image)
        .value("params.tags", "v1,latest")
        .value("params.project", "demo")
        .value("params.push", push)
        .value("params.cache-from", image + ":latest")
        .value("workspaces.source.path", directory.toString())
        .value("workspaces.registry-credentials.path", credentials.toString());
    Yaml step = task.at("spec", "steps").items().getFirst();
    for (Yaml variable : step.at("env").items()) {
      runner.variable(variable.at("name").text(), runner.filled(variable.at("value").text()));
    }
    String script = step.at("script").text();
    assertThat(script).startsWith("#!/bin/sh\n");
    return runner.run(Path.of(runner.filled(step.at("workingDir").text())), script, "sh");
  }

  @Test
  void tektonPublishesAndSaysTheDigest() throws Exception {
    Runner.Outcome outcome = tekton("true");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    String digest = digestOf("latest");
    assertThat(digestOf("v1")).isEqualTo(digest);
    assertThat(directory.resolve("results/IMAGE_DIGEST")).hasContent(digest);
    assertThat(Files.readString(directory.resolve("results/IMAGE_URL")))
        .isEqualTo(image + ":v1@" + digest);
    assertThatABillIsAttached(digest);

    registry.clearRequests();
    assertThat(tekton("false").exit()).isZero();
    assertThatNothingWasWritten();
    assertThat(directory.resolve("results/IMAGE_URL")).isEmptyFile();
  }

  @Test
  @RequiresTool("shellcheck")
  void shellcheckFindsNothing() throws Exception {
    Yaml action = Yaml.read(TEMPLATES.resolve("github/action.yml")).getFirst();
    Yaml job = Yaml.read(TEMPLATES.resolve("gitlab/template.yml")).get(1);
    Yaml task = Yaml.read(TEMPLATES.resolve("tekton/task.yaml")).getFirst();
    Map<String, String> scripts =
        Map.of(
            action.at("runs", "steps").items().getLast().at("run").text(), "bash",
            job.at("$[[ inputs.job ]]", "script").items().getFirst().text(), "sh",
            task.at("spec", "steps").items().getFirst().at("script").text(), "sh");
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      Path file = Files.writeString(directory.resolve("script"), script.getKey());
      Command.Outcome checked =
          Command.run(List.of("shellcheck", "-s", script.getValue(), file.toString()));
      assertThat(checked.out()).isEmpty();
      assertThat(checked.exit()).isZero();
    }
  }
}
