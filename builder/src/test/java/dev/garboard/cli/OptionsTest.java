package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/// Options written as the usage message shows them.
final class OptionsTest {

  /// A size of something.
  enum Size {
    small,
    large
  }

  /// A command with an option of each kind.
  private static final class Sample extends Command {
    private final Map<String, Object> given = new TreeMap<>();

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("A sample.");
    }

    @Override
    void declare(Options options) {
      options.flag("--push", "", value -> given.put("push", value));
      options.flag("--[no-]bytecode", "", value -> given.put("bytecode", value));
      options.required().text("-b, --base=BASE", "", value -> given.put("base", value));
      options.texts("--list=A", "", values -> given.put("list", values));
      options.texts("--platform=OS[,OS...]", "", values -> given.put("platform", values));
      options.pairs("--env=NAME=VALUE", "", values -> given.put("env", values));
      options.path("--file=FILE", "", value -> given.put("file", value));
      options.paths("--more=FILE", "", values -> given.put("more", values));
      options.number("--days=N", "", value -> given.put("days", value));
      options.choice("--size=SIZE", Size.class, "", value -> given.put("size", value));
      options.value("--age=TIME", Amounts::time, "", value -> given.put("age", value));
      options.text("IMAGE", "", value -> given.put("image", value));
      options.path("[PROJECT]", "", value -> given.put("project", value));
    }

    @Override
    int run() {
      return given.size();
    }
  }

  private static Map<String, Object> parsed(String... arguments) {
    Sample sample = new Sample();
    CommandLine line = sample.ready("sample");
    line.parseArgs(arguments);
    int run = sample.call();
    assertThat(run).isEqualTo(sample.given.size());
    return sample.given;
  }

  @Test
  void whatIsNotGivenHasNoValue() {
    assertThat(parsed("-b", "x", "image")).isEqualTo(Map.of("base", "x", "image", "image"));
  }

  @Test
  void eachKindHasItsValue() {
    List<String> arguments = new ArrayList<>(List.of("image", "--push", "--no-bytecode"));
    arguments.addAll(List.of("--base=x", "--list", "a", "--list=b,c", "--platform=d,e"));
    arguments.addAll(List.of("--env", "A=B=C", "--env=D=", "--file=f", "--more", "g", "--more=h"));
    arguments.addAll(List.of("--days=3", "--size=large", "--age", "2m", "project"));

    Map<String, Object> given = parsed(arguments.toArray(String[]::new));

    assertThat(given)
        .containsEntry("push", true)
        .containsEntry("bytecode", false)
        .containsEntry("base", "x")
        .containsEntry("list", List.of("a", "b,c"))
        .containsEntry("platform", List.of("d", "e"))
        .containsEntry("env", Map.of("A", "B=C", "D", ""))
        .containsEntry("file", Path.of("f"))
        .containsEntry("more", List.of(Path.of("g"), Path.of("h")))
        .containsEntry("days", 3L)
        .containsEntry("size", Size.large)
        .containsEntry("age", Amounts.time("120s"))
        .containsEntry("image", "image")
        .containsEntry("project", Path.of("project"));
  }

  @Test
  void whatIsRequiredMustBeGiven() {
    assertThatThrownBy(() -> parsed("image"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--base=BASE");
    assertThatThrownBy(() -> parsed("--base=x"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("IMAGE");
  }

  @Test
  void theUsageMessageShowsThemAsTheyAreWritten() {
    assertThat(new Sample().ready("sample").getUsageMessage(CommandLine.Help.Ansi.OFF))
        .contains("--[no-]bytecode", "-b, --base=BASE", "--env=NAME=VALUE", "IMAGE [PROJECT]")
        .contains("--platform=OS[,OS...]", "-h, --help", "-V, --version");
  }

  @Test
  void valuesOfAnOptionThatIsRepeatedAndSplitAreOneList() {
    assertThat(parsed("-b=x", "image", "--platform", "a", "--platform", "b,c"))
        .containsEntry("platform", List.of("a", "b", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--base=y", "--push --push", "--bytecode --no-bytecode", "--days=1 --days=2"})
  void whatHasOneValueIsGivenOnce(String arguments) {
    List<String> all = new ArrayList<>(List.of("--base=x", "image"));
    all.addAll(List.of(arguments.split(" ")));
    assertThatThrownBy(() -> parsed(all.toArray(String[]::new)))
        .isInstanceOf(OverwrittenOptionException.class)
        .hasMessageContaining("should be specified only once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "Large", ""})
  void aChoiceIsOneOfItsNames(String size) {
    assertThatThrownBy(() -> parsed("--base=x", "image", "--size=" + size))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--size")
        .hasMessageContaining("[small, large]");
  }

  /// A command that takes one parameter and then as many as there are.
  private static final class Many extends Command {
    private final List<String> given = new ArrayList<>();

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("A sample.");
    }

    @Override
    void declare(Options options) {
      options.text("IMAGE", "", given::add);
      options.texts("CMD...", "", values -> given.add(String.join("+", values)));
    }

    @Override
    int run() {
      return 0;
    }
  }

  @Test
  void theLastParameterTakesWhatTheOnesBeforeItLeave() {
    Many many = new Many();
    CommandLine line = many.ready("many");
    line.parseArgs("image", "a", "b");
    int run = many.call();
    assertThat(run).isZero();
    assertThat(many.given).containsExactly("image", "a+b");
    assertThat(line.getUsageMessage(CommandLine.Help.Ansi.OFF)).contains("IMAGE CMD...");
  }
}
