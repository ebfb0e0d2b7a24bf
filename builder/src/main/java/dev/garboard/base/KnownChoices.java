package dev.garboard.base;

import dev.garboard.content.Digest;
import java.util.Optional;

/// Which packages were chosen somewhere else.
public interface KnownChoices {

  /// Knows none, and takes note of none.
  KnownChoices NONE =
      new KnownChoices() {
        @Override
        public String origin() {
          return "";
        }

        @Override
        public Optional<String> find(Digest key) {
          return Optional.empty();
        }

        @Override
        public void note(Digest key, String text) {}
      };

  /// Whose word is taken, such as names of repositories: what is remembered of their choices is not
  /// for those who do not name them. Empty when it is nobody's.
  String origin();

  /// The text of a lock that was chosen elsewhere. Nothing of it is trusted to be of any form.
  ///
  /// @param key tells the request and the state of the archive
  Optional<String> find(Digest key) throws InterruptedException;

  /// Takes note of a lock that was chosen here, of the archive's own indexes.
  void note(Digest key, String text);
}
