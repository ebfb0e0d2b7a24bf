package dev.garboard.python;

import dev.garboard.python.MarkerTerms.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recursive descent over the marker grammar of PEP 508. An empty result is a dropped term.
final class MarkerParser {

  private static final List<String> SYMBOLS = List.of("==", "!=", "<=", ">=", "~=", "<", ">");

  private final String text;
  private int at;

  MarkerParser(String text) {
    this.text = text;
  }

  Marker parse() throws MarkerSyntaxException {
    Optional<Marker> marker = disjunction();
    skipSpace();
    if (at < text.length()) {
      throw fault("expected `and`, `or` or the end");
    }
    return marker.orElse(Marker.always());
  }

  private Optional<Marker> disjunction() throws MarkerSyntaxException {
    List<Marker> terms = new ArrayList<>();
    conjunction().ifPresent(terms::add);
    while (word("or")) {
      conjunction().ifPresent(terms::add);
    }
    if (terms.size() > 1) {
      return Optional.of(new Marker.Or(terms));
    }
    return terms.stream().findFirst();
  }

  private Optional<Marker> conjunction() throws MarkerSyntaxException {
    List<Marker> terms = new ArrayList<>();
    atom().ifPresent(terms::add);
    while (word("and")) {
      atom().ifPresent(terms::add);
    }
    if (terms.size() > 1) {
      return Optional.of(new Marker.And(terms));
    }
    return terms.stream().findFirst();
  }

  private Optional<Marker> atom() throws MarkerSyntaxException {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      Optional<Marker> inner = disjunction();
      skipSpace();
      if (at >= text.length() || text.charAt(at) != ')') {
        throw fault("expected `)`");
      }
      at++;
      return inner;
    }
    Side left = side();
    String operator = operator();
    return MarkerTerms.comparison(left, operator, side());
  }

  private Side side() throws MarkerSyntaxException {
    skipSpace();
    if (at >= text.length()) {
      throw fault("expected a variable or a quoted text");
    }
    char quote = text.charAt(at);
    if (quote == '\'' || quote == '"') {
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw fault("expected the closing quote of a text that starts");
      }
      String literal = text.substring(at + 1, end);
      at = end + 1;
      return new Side.Literal(literal);
    }
    return variable();
  }

  private Side variable() throws MarkerSyntaxException {
    int end = wordEnd();
    String name = text.substring(at, end);
    Optional<MarkerVariable> variable = MarkerVariable.named(name);
    Side side;
    if (variable.isPresent()) {
      side = new Side.Variable(variable.get());
    } else if (name.equals("extra")) {
      side = new Side.ExtraVariable();
    } else if (name.equals("extras") || name.equals("dependency_groups")) {
      side = new Side.ListVariable(name);
    } else {
      throw fault("expected a variable or a quoted text");
    }
    at = end;
    return side;
  }

  private String operator() throws MarkerSyntaxException {
    skipSpace();
    if (!text.startsWith("===", at)) {
      for (String symbol : SYMBOLS) {
        if (text.startsWith(symbol, at)) {
          at += symbol.length();
          return symbol;
        }
      }
    }
    if (word("in")) {
      return "in";
    }
    int start = at;
    if (word("not") && word("in")) {
      return "not in";
    }
    at = start;
    throw fault("expected a comparison operator");
  }

  /// Consumes this word if it comes next.
  private boolean word(String expected) {
    skipSpace();
    int end = wordEnd();
    if (!text.substring(at, end).equals(expected)) {
      return false;
    }
    at = end;
    return true;
  }

  private int wordEnd() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private MarkerSyntaxException fault(String expected) {
    return new MarkerSyntaxException(text, at, expected);
  }
}
