package dev.garboard.archfixtures.cycles.one;

public final class One {
  public static final Class<?> OTHER = dev.garboard.archfixtures.cycles.two.Two.class;

  private One() {}
}
