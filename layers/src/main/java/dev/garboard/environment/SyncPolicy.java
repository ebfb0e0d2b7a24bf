package dev.garboard.environment;

import dev.garboard.content.Digest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What counts as right, and what may be removed.
///
/// @param exact whether distributions that are not wanted are removed
/// @param ownAlone whether only what we installed is ever removed
/// @param replaces whether another version that somebody else installed may be replaced
/// @param kept names that stay even so: tools of an environment that somebody else made
/// @param bytecode the version of Python whose bytecode must be there; empty when none has to
record SyncPolicy(
    boolean exact, boolean ownAlone, boolean replaces, Set<String> kept, String bytecode) {

  private static final String MARK = "+";

  SyncPolicy {
    kept = Set.copyOf(kept);
  }

  boolean removes(InstalledDistribution found, EnvironmentState.@Nullable Entry known) {
    if (known != null && known.pending()) {
      return true;
    }
    return exact && (known != null || !ownAlone) && (known != null || !kept.contains(found.name()));
  }

  /// The key that an entry gets.
  String entryKey(Digest key) {
    return bytecode.isEmpty() ? key.hex() : key.hex() + MARK + bytecode;
  }

  boolean satisfies(String entryKey, Digest wanted) {
    return entryKey.equals(entryKey(wanted))
        || (bytecode.isEmpty() && entryKey.startsWith(wanted.hex() + MARK));
  }
}
