package dev.garboard.archfixtures.annotations.cli;

@picocli.fixture.StandIn
final class Violation {
  private Violation() {}
}
