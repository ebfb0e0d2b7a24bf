package dev.garboard.archfixtures.cycles.two;

public final class Two {
  public static final Class<?> OTHER = dev.garboard.archfixtures.cycles.one.One.class;

  private Two() {}
}
