package dev.garboard.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A parsed netrc file: `machine`, `default`, `login`, `password`, `account`, `macdef`, comments
/// and quoted values, as Python's `netrc` module reads them.
record NetrcFile(List<Entry> entries) {

  /// One `machine`; the host of `default` is empty.
  record Entry(String host, String login, String password) {
    @Override
    public String toString() {
      return "Entry[" + host + "]";
    }
  }

  /// What [#parse] throws.
  static final class MalformedException extends Exception {
    private final int line;

    MalformedException(int line) {
      super("malformed netrc, line " + line);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  /// The first entry for the host, else the default; with `login` given, only one of that login.
  Optional<Entry> find(String host, String login) {
    Optional<Entry> exact = first(host, login);
    return exact.isPresent() ? exact : first("", login);
  }

  private Optional<Entry> first(String host, String login) {
    return entries.stream()
        .filter(e -> e.host.equalsIgnoreCase(host) && (login.isEmpty() || e.login.equals(login)))
        .findFirst();
  }

  static NetrcFile parse(String text) throws MalformedException {
    NetrcTokens tokens = new NetrcTokens(text);
    List<Entry> entries = new ArrayList<>();
    while (tokens.advance()) {
      switch (tokens.current()) {
        case "machine" -> entries.add(readEntry(tokens, tokens.required()));
        case "default" -> entries.add(readEntry(tokens, ""));
        case "macdef" -> tokens.skipMacro();
        default -> {
          if (!tokens.current().startsWith("#")) {
            throw new MalformedException(tokens.line());
          }
          tokens.skipLine();
        }
      }
    }
    return new NetrcFile(List.copyOf(entries));
  }

  private static Entry readEntry(NetrcTokens tokens, String host) throws MalformedException {
    String login = "";
    String password = "";
    while (tokens.advance()) {
      switch (tokens.current()) {
        case "login", "user" -> login = tokens.required();
        case "password" -> password = tokens.required();
        case "account" -> tokens.required();
        default -> {
          if (!tokens.current().startsWith("#")) {
            tokens.stepBack();
            return new Entry(host, login, password);
          }
          tokens.skipLine();
        }
      }
    }
    return new Entry(host, login, password);
  }
}
