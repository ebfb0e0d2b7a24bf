package dev.garboard.archfixtures.threads.locate;

final class Violation {
  private Violation() {}

  static Thread start(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
