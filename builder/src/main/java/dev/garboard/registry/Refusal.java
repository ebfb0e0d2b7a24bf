package dev.garboard.registry;

import dev.garboard.http.Answer;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Why a registry answered with an error: the codes and words of its body (distribution
/// specification, "Error Codes").
record Refusal(int status, List<String> codes, String detail, Duration serverWait) {

  private static final int LONGEST_BODY = 1 << 16;
  private static final int LONGEST_DETAIL = 500;

  /// Reads an answer to its end.
  static Refusal read(Answer answer) {
    byte[] body;
    try (answer) {
      body = answer.read(LONGEST_BODY);
    } catch (InterruptedIOException e) {
      // For the next that waits.
      Thread.currentThread().interrupt();
      body = new byte[0];
    } catch (IOException e) {
      // The status alone says enough.
      body = new byte[0];
    }
    List<JsonObject> errors = errors(body);
    List<String> codes = errors.stream().flatMap(e -> e.text("code").stream()).toList();
    String detail =
        errors.stream().flatMap(e -> e.text("message").stream()).collect(Collectors.joining("; "));
    return new Refusal(answer.status(), codes, printable(detail), answer.head().retryAfter());
  }

  private static List<JsonObject> errors(byte[] body) {
    try {
      return JsonObject.parse("error", new String(body, StandardCharsets.UTF_8))
          .array("errors")
          .map(array ->
              array.values().stream()
                  .filter(JsonObject.class::isInstance)
                  .map(JsonObject.class::cast)
                  .toList())
          .orElse(List.of());
    } catch (OciException e) {
      // A proxy's page, or nothing.
      return List.of();
    }
  }

  /// Foreign text that ends up in a terminal: one line, no control characters.
  private static String printable(String text) {
    String line =
        text.codePoints()
            .limit(LONGEST_DETAIL)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.strip();
  }

  boolean has(String code) {
    return codes.contains(code);
  }

  /// Whether another attempt may help.
  boolean isPassing() {
    return status == 408
        || status == 425
        || status == 429
        || (status >= 500 && status != 501 && status != 505);
  }

  /// What it means.
  ///
  /// @param source of the credential that was sent
  RegistryProblem problem(RegistryCall call, CredentialSource source) {
    RegistryRequest request = call.request();
    return switch (status) {
      case 401, 403 ->
          new RegistryProblem.Denied(request, status, call.scopeText(), source, detail);
      case 404 -> new RegistryProblem.NotFound(request, source);
      case 429 -> new RegistryProblem.Throttled(request, 1);
      default ->
          isPassing()
              ? new RegistryProblem.ServerFailed(request, status, 1, detail)
              : new RegistryProblem.Refused(request, status, codes, detail);
    };
  }

  /// The exception to throw.
  ///
  /// @throws PassingFailure when another attempt may help
  RegistryException thrown(RegistryCall call, CredentialSource source) throws PassingFailure {
    RegistryProblem problem = problem(call, source);
    if (isPassing()) {
      throw new PassingFailure(problem, serverWait);
    }
    return new RegistryException(problem);
  }
}
