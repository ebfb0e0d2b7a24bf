package dev.garboard.cli;

import dev.garboard.store.PruneResult;
import dev.garboard.store.Store;
import dev.garboard.store.StoreInfo;
import dev.garboard.store.VerifyResult;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `garboard cache`: looks after the local store.
@Command(
    name = "cache",
    description = "Look after the local store of wheels and layers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  garboard cache info",
      "  garboard cache prune --max-age 14d --max-size 5GB --dry-run",
      "  garboard cache verify"
    })
final class CacheCommand implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec;

  CacheCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(
      description = "Show where the store lies and what it holds.",
      mixinStandardHelpOptions = true)
  int info(@Mixin OutputOptions output) {
    Report report = new Report(session, output.json);
    return new Guard(report, output)
        .run(() -> {
          StoreInfo info = store().info();
          if (output.json) {
            report.document(document(info));
            return;
          }
          session.out().println(root());
          for (StoreInfo.Section section : info.sections()) {
            print(section.name(), section.entries(), section.bytes());
          }
          long entries = info.sections().stream().mapToLong(StoreInfo.Section::entries).sum();
          print("total", entries, info.bytes());
        });
  }

  private void print(String name, long entries, long bytes) {
    session.out().printf(Locale.ROOT, "%-12s %8d  %10s%n", name, entries, Phrases.megabytes(bytes));
  }

  private Map<String, Object> document(StoreInfo info) {
    Map<String, Object> sections = new LinkedHashMap<>();
    for (StoreInfo.Section section : info.sections()) {
      sections.put(section.name(), Map.of("entries", section.entries(), "bytes", section.bytes()));
    }
    return Map.of("root", root(), "sections", sections, "bytes", info.bytes());
  }

  @Command(
      description = "Remove what was long unused; what was used within the last hour stays.",
      mixinStandardHelpOptions = true)
  int prune(
      @Option(
              names = "--max-age",
              paramLabel = "TIME",
              defaultValue = "30d",
              converter = Amounts.OfTime.class,
              description = "Remove what was not used for so long; default: ${DEFAULT-VALUE}.")
          Duration maxAge,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              defaultValue = "10GB",
              converter = Amounts.OfBytes.class,
              description =
                  "Then the longest unused until this is left; default: ${DEFAULT-VALUE}.")
          long maxSize,
      @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
          boolean dryRun,
      @Mixin OutputOptions output) {
    Report report = new Report(session, output.json);
    return new Guard(report, output)
        .run(() -> {
          PruneResult result =
              dryRun ? store().prunable(maxAge, maxSize) : store().prune(maxAge, maxSize);
          if (output.json) {
            report.document(document(result, dryRun));
            return;
          }
          String removed = dryRun ? "would remove " : "removed ";
          session
              .out()
              .println(
                  removed
                      + amount(result.removedEntries(), result.removedBytes())
                      + "; left: "
                      + amount(result.keptEntries(), result.keptBytes()));
        });
  }

  private static Map<String, Object> document(PruneResult result, boolean dryRun) {
    return Map.of(
        "dryRun", dryRun,
        "removedEntries", result.removedEntries(),
        "removedBytes", result.removedBytes(),
        "keptEntries", result.keptEntries(),
        "keptBytes", result.keptBytes());
  }

  @Command(
      description = "Compute every digest anew and remove what does not match.",
      mixinStandardHelpOptions = true)
  int verify(@Mixin OutputOptions output) {
    Report report = new Report(session, output.json);
    return new Guard(report, output).run(() -> verify(report, output.json));
  }

  private void verify(Report report, boolean json) throws IOException, Failure.FailureException {
    VerifyResult result = store().verify();
    List<String> corrupt = result.corrupt().stream().map(Path::toString).toList();
    if (!corrupt.isEmpty()) {
      String title = corrupt.size() + " of " + entries(result.checked()) + " corrupt, now removed";
      throw new Failure(ExitCode.INTEGRITY, title, corrupt).exception();
    }
    if (json) {
      report.document(Map.of("checked", result.checked(), "corrupt", corrupt));
    } else {
      session.out().println(entries(result.checked()) + " checked, none corrupt");
    }
  }

  @Command(description = "Remove everything.", mixinStandardHelpOptions = true)
  int clean(@Mixin OutputOptions output) {
    Report report = new Report(session, output.json);
    return new Guard(report, output)
        .run(() -> {
          StoreInfo info = store().info();
          store().clean();
          long entries = info.sections().stream().mapToLong(StoreInfo.Section::entries).sum();
          if (output.json) {
            report.document(Map.of("removedEntries", entries, "removedBytes", info.bytes()));
          } else {
            session.out().println("removed " + amount(entries, info.bytes()));
          }
        });
  }

  private static String amount(long entries, long bytes) {
    return entries(entries) + ", " + Phrases.megabytes(bytes);
  }

  private static String entries(long number) {
    return number + (number == 1 ? " entry" : " entries");
  }

  private String root() {
    return session.cacheDirectory().toString();
  }

  private Store store() {
    return new Store(session.cacheDirectory(), session.clock());
  }
}
