package dev.garboard.requirement;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Decides over the `Requires…` annotations of a class or method.
final class RequirementCondition implements ExecutionCondition {
  private static final Set<String> NEED_ROOT = Set.of("dockerd", "podman", "runc");
  private static final Pattern LOCKED_URL = Pattern.compile("url = \"(https://[^/\"]+)/");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = new ArrayList<>();
    var element = context.getElement();
    AnnotationSupport.findAnnotation(element, RequiresTool.class)
        .ifPresent(tool -> missing.addAll(missingTools(tool.value())));
    if (AnnotationSupport.isAnnotated(element, RequiresCorpus.class) && Corpus.find().isEmpty()) {
      missing.add("the corpus (GARBOARD_CORPUS)");
    }
    if (AnnotationSupport.isAnnotated(element, RequiresNetwork.class)) {
      missing.addAll(Network.UNREACHABLE);
    }
    return judge(missing, "1".equals(System.getenv("GARBOARD_REQUIRE_ENGINES")));
  }

  static ConditionEvaluationResult judge(List<String> missing, boolean required) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("nothing is missing");
    }
    String reason = "missing: " + String.join(", ", missing);
    if (required) {
      throw new IllegalStateException(reason + ", and GARBOARD_REQUIRE_ENGINES=1 forbids skipping");
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  static List<String> missingTools(String... tools) {
    List<String> missing = new ArrayList<>();
    for (String tool : tools) {
      if (!isOnPath(tool)) {
        missing.add(tool);
      } else if (NEED_ROOT.contains(tool) && !System.getProperty("user.name").equals("root")) {
        missing.add("root, for " + tool);
      }
    }
    return missing;
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory, tool))
        .anyMatch(Files::isExecutable);
  }

  /// Loaded, and so asked, once per test run and only where a test needs the network.
  private static final class Network {
    static final List<String> UNREACHABLE = unreachable();
  }

  private static List<String> unreachable() {
    try {
      String lock = Files.readString(Checkout.root().resolve("examples/fastapi/uv.lock"));
      return LOCKED_URL
          .matcher(lock)
          .results()
          .map(RequirementCondition::origin)
          .distinct()
          .filter(origin -> !isReachable(URI.create(origin)))
          .toList();
    } catch (IOException e) {
      return List.of("a readable examples/fastapi/uv.lock");
    }
  }

  private static String origin(MatchResult url) {
    return url.group(1);
  }

  private static boolean isReachable(URI origin) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(origin.getHost(), 443), 5000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
