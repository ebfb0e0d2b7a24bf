package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The options and positional parameters of one command, each with the place that its value goes
/// to. They are written as the usage message shows them:
///
/// * `--push`: an option without a value
/// * `--[no-]bytecode`: one that can be negated
/// * `-t, --tag=REF`: an option with a value
/// * `--platform=OS/ARCH[,OS/ARCH...]`: one whose value is split at commas
/// * `IMAGE`, `[PROJECT]`, `CMD...`: a positional parameter; one that may be left out; one or more
///
/// A place is given a value only if the command line has one.
final class Options {

  /// What picocli collects values in. Its own factory looks for Groovy in every jar first.
  static final IFactory FACTORY = new Containers();

  private static final String NEGATABLE = "[no-]";

  private final CommandSpec spec;
  private final List<Argument<?>> arguments;
  private final boolean required;

  Options(CommandSpec spec) {
    this(spec, new ArrayList<>(), false);
  }

  private Options(CommandSpec spec, List<Argument<?>> arguments, boolean required) {
    this.spec = spec;
    this.arguments = arguments;
    this.required = required;
  }

  /// The same options, to which those are added that must be given.
  Options required() {
    return new Options(spec, arguments, true);
  }

  /// A truth: the option is given, or is negated.
  void flag(String usage, String description, Consumer<Boolean> place) {
    add(usage, description, new Kind(boolean.class), place);
  }

  void text(String usage, String description, Consumer<String> place) {
    add(usage, description, new Kind(String.class), place);
  }

  /// Texts, one for each time that the option is given.
  void texts(String usage, String description, Consumer<List<String>> place) {
    add(usage, description, new Kind(List.class), place);
  }

  /// Texts by name; of those of one name the last.
  void pairs(String usage, String description, Consumer<Map<String, String>> place) {
    add(usage, description, new Kind(Map.class), place);
  }

  void path(String usage, String description, Consumer<Path> place) {
    add(usage, description, new Kind(Path.class, Options::toPath), place);
  }

  /// Paths, one for each time that the option is given.
  void paths(String usage, String description, Consumer<List<Path>> place) {
    add(
        usage,
        description,
        new Kind(List.class, List.of(Path.class), List.of(Options::toPath)),
        place);
  }

  void number(String usage, String description, Consumer<Long> place) {
    add(usage, description, new Kind(Long.class), place);
  }

  /// One of the constants of a type, by name.
  <E extends Enum<E>> void choice(
      String usage, Class<E> type, String description, Consumer<E> place) {
    add(usage, description, new Kind(type), place);
  }

  /// Another kind of value, as a converter reads it.
  <T> void value(String usage, ITypeConverter<T> converter, String description, Consumer<T> place) {
    add(usage, description, new Kind(Object.class, converter), place);
  }

  /// `--help` and `--version`, which picocli answers.
  void standard() {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /// Puts what was given into its places.
  void deliver() {
    arguments.forEach(Argument::deliver);
  }

  private <T> void add(String usage, String description, Kind kind, Consumer<T> place) {
    String[] lines = description.isEmpty() ? new String[0] : description.split("\n");
    // Twice the same chain: what picocli's two builders have in common is not public.
    ArgSpec argument =
        usage.startsWith("-")
            ? option(usage)
                .description(lines)
                .type(kind.type())
                .auxiliaryTypes(kind.types())
                .converters(kind.readers())
                .build()
            : positional(usage)
                .description(lines)
                .type(kind.type())
                .auxiliaryTypes(kind.types())
                .converters(kind.readers())
                .build();
    spec.add(argument);
    arguments.add(new Argument<>(argument, place));
  }

  private OptionSpec.Builder option(String usage) {
    int value = usage.indexOf('=');
    String names = value < 0 ? usage : usage.substring(0, value);
    OptionSpec.Builder builder =
        OptionSpec.builder(names.replace(NEGATABLE, "").split(", "))
            .negatable(names.contains(NEGATABLE))
            .required(required);
    if (value >= 0) {
      String label = usage.substring(value + 1);
      int more = label.indexOf("[,");
      builder.paramLabel(more < 0 ? label : label.substring(0, more));
      builder.splitRegex(more < 0 ? "" : ",");
    }
    return builder;
  }

  private PositionalParamSpec.Builder positional(String usage) {
    PositionalParamSpec.Builder builder = PositionalParamSpec.builder();
    int position = spec.positionalParameters().size();
    if (usage.endsWith("...")) {
      String label = usage.substring(0, usage.length() - 3);
      return builder.index(position + "..*").paramLabel(label).arity("1..*").required(true);
    }
    builder.index(String.valueOf(position));
    return usage.startsWith("[")
        ? builder.paramLabel(usage.substring(1, usage.length() - 1)).arity("0..1")
        : builder.paramLabel(usage).arity("1").required(true);
  }

  private static Path toPath(String text) {
    return Path.of(text);
  }

  /// How picocli is to read an argument.
  ///
  /// @param type the type of its value; of an argument that may be given several times, a `List` or
  ///   a `Map`
  /// @param parts the type of what such a list or map holds; none for texts
  /// @param converters what reads one value; none where picocli's own does without reflection
  private record Kind(Class<?> type, List<Class<?>> parts, List<ITypeConverter<?>> converters) {
    Kind(Class<?> type, ITypeConverter<?>... converters) {
      this(type, List.of(), List.of(converters));
    }

    Class<?>[] types() {
      return parts.toArray(Class<?>[]::new);
    }

    ITypeConverter<?>[] readers() {
      return converters.toArray(ITypeConverter<?>[]::new);
    }
  }

  /// An argument and the place of its value.
  private record Argument<T>(ArgSpec spec, Consumer<T> place) {
    void deliver() {
      T value = spec.getValue();
      if (value != null) {
        place.accept(value);
      }
    }
  }

  /// Makes lists and maps.
  private static final class Containers implements IFactory {
    @Override
    public <K> K create(Class<K> type) {
      return type.cast(type == Map.class ? new LinkedHashMap<>() : new ArrayList<>());
    }
  }
}
