package dev.garboard.archfixtures.xz.layer;

final class Violation {
  static final Class<?> USED = org.tukaani.fixture.StandIn.class;

  private Violation() {}
}
