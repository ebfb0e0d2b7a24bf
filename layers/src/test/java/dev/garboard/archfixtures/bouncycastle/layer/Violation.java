package dev.garboard.archfixtures.bouncycastle.layer;

final class Violation {
  static final Class<?> USED = org.bouncycastle.fixture.StandIn.class;

  private Violation() {}
}
