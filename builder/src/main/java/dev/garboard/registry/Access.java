package dev.garboard.registry;

/// What a token must allow (the `actions` of a token scope).
public enum Access {
  /// Reading alone.
  PULL("pull"),
  /// Reading as part of a push: registries that hide what does not exist yet answer only to this.
  PUSH("pull,push");

  private final String actions;

  Access(String actions) {
    this.actions = actions;
  }

  String actions() {
    return actions;
  }

  /// The scope of a token, in the words of the registry.
  String scope(Repository repository) {
    return "repository:" + repository.name() + ":" + actions;
  }
}
