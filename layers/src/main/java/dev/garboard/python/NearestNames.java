package dev.garboard.python;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The known names that a misspelled one most likely stands for.
public final class NearestNames {

  private NearestNames() {}

  /// At most three of the known names, nearest first, ties by name; names that differ in more than
  /// a third of their letters (at least two) are left out.
  public static List<String> of(String name, Collection<String> known) {
    int limit = Math.max(2, name.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(candidate -> new Candidate(candidate, distance(name, candidate)))
        .filter(candidate -> candidate.distance() <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(3)
        .map(Candidate::name)
        .toList();
  }

  /// Levenshtein distance.
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[right.length()];
  }
}
