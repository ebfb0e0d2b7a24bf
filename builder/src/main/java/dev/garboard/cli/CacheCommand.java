package dev.garboard.cli;

import dev.garboard.store.PruneResult;
import dev.garboard.store.Store;
import dev.garboard.store.StoreInfo;
import dev.garboard.store.VerifyResult;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard cache`: looks after the local store.
final class CacheCommand extends CommandGroup {

  private final Session session;

  CacheCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Look after the local store of wheels and layers.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Examples:",
            "  garboard cache info",
            "  garboard cache prune --max-age 14d --max-size 5GB --dry-run",
            "  garboard cache verify");
  }

  @Override
  Subcommands commands() {
    return new Subcommands()
        .add("clean", () -> new Clean(session))
        .add("info", () -> new Info(session))
        .add("prune", () -> new Prune(session))
        .add("verify", () -> new Verify(session));
  }

  /// A command on the store.
  private abstract static class OnStore extends Command {
    private final Session session;
    private final OutputOptions output = new OutputOptions();

    OnStore(Session session) {
      this.session = session;
    }

    abstract void run(Store store, Report report) throws IOException, FailureException;

    @Override
    void declare(Options options) {
      output.declare(options);
    }

    @Override
    final int run() {
      Report report = new Report(session, output.json);
      Store store = new Store(session.cacheDirectory(), session.clock());
      return new Guard(report, output).run(() -> run(store, report));
    }

    final boolean json() {
      return output.json;
    }

    final PrintStream out() {
      return session.out();
    }

    final String root() {
      return session.cacheDirectory().toString();
    }
  }

  /// `cache info`.
  private static final class Info extends OnStore {

    Info(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Show where the store lies and what it holds.");
    }

    @Override
    void run(Store store, Report report) throws IOException {
      StoreInfo info = store.info();
      if (json()) {
        report.document(document(info));
        return;
      }
      out().println(root());
      for (StoreInfo.Section section : info.sections()) {
        print(section.name(), section.entries(), section.bytes());
      }
      print("total", entries(info), info.bytes());
    }

    private void print(String name, long entries, long bytes) {
      out().printf(Locale.ROOT, "%-12s %8d  %10s%n", name, entries, Phrases.megabytes(bytes));
    }

    private Map<String, Object> document(StoreInfo info) {
      Map<String, Object> sections = new LinkedHashMap<>();
      for (StoreInfo.Section section : info.sections()) {
        sections.put(
            section.name(), Map.of("entries", section.entries(), "bytes", section.bytes()));
      }
      return Map.of("root", root(), "sections", sections, "bytes", info.bytes());
    }
  }

  /// `cache prune`.
  private static final class Prune extends OnStore {
    private static final String MAX_AGE = "30d";
    private static final String MAX_SIZE = "10GB";

    private Duration maxAge = Amounts.time(MAX_AGE);
    private long maxSize = Amounts.bytes(MAX_SIZE);
    private boolean dryRun;

    Prune(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Remove what was long unused; what was used within the last hour stays.");
    }

    @Override
    void declare(Options options) {
      options.value(
          "--max-age=TIME",
          Amounts::time,
          "Remove what was not used for so long; default: " + MAX_AGE + ".",
          value -> maxAge = value);
      options.value(
          "--max-size=SIZE",
          Amounts::bytes,
          "Then the longest unused until this is left; default: " + MAX_SIZE + ".",
          value -> maxSize = value);
      options.flag(
          "--dry-run", "Remove nothing; say what would be removed.", given -> dryRun = given);
      super.declare(options);
    }

    @Override
    void run(Store store, Report report) throws IOException {
      PruneResult result = dryRun ? store.prunable(maxAge, maxSize) : store.prune(maxAge, maxSize);
      if (json()) {
        report.document(document(result));
        return;
      }
      out()
          .println(
              (dryRun ? "would remove " : "removed ")
                  + amount(result.removedEntries(), result.removedBytes())
                  + "; left: "
                  + amount(result.keptEntries(), result.keptBytes()));
    }

    private Map<String, Object> document(PruneResult result) {
      return Map.of(
          "dryRun", dryRun,
          "removedEntries", result.removedEntries(),
          "removedBytes", result.removedBytes(),
          "keptEntries", result.keptEntries(),
          "keptBytes", result.keptBytes());
    }
  }

  /// `cache verify`.
  private static final class Verify extends OnStore {

    Verify(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Compute every digest anew and remove what does not match.");
    }

    @Override
    void run(Store store, Report report) throws IOException, FailureException {
      VerifyResult result = store.verify();
      List<String> corrupt = result.corrupt().stream().map(Path::toString).toList();
      if (!corrupt.isEmpty()) {
        String title =
            corrupt.size() + " of " + entries(result.checked()) + " corrupt, now removed";
        throw new Failure(ExitCode.INTEGRITY, title, corrupt).exception();
      }
      if (json()) {
        report.document(Map.of("checked", result.checked(), "corrupt", corrupt));
      } else {
        out().println(entries(result.checked()) + " checked, none corrupt");
      }
    }
  }

  /// `cache clean`.
  private static final class Clean extends OnStore {

    Clean(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Remove everything.");
    }

    @Override
    void run(Store store, Report report) throws IOException {
      StoreInfo info = store.info();
      store.clean();
      if (json()) {
        report.document(Map.of("removedEntries", entries(info), "removedBytes", info.bytes()));
      } else {
        out().println("removed " + amount(entries(info), info.bytes()));
      }
    }
  }

  private static long entries(StoreInfo info) {
    return info.sections().stream().mapToLong(StoreInfo.Section::entries).sum();
  }

  private static String amount(long entries, long bytes) {
    return entries(entries) + ", " + Phrases.megabytes(bytes);
  }

  private static String entries(long number) {
    return number + (number == 1 ? " entry" : " entries");
  }
}
