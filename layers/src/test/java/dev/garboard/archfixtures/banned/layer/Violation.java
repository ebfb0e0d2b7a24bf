package dev.garboard.archfixtures.banned.layer;

final class Violation {
  static final Class<?> USED = com.google.common.fixture.StandIn.class;

  private Violation() {}
}
