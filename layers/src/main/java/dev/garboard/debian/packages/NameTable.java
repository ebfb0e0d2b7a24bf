package dev.garboard.debian.packages;

import java.util.Arrays;

/// Where names occur in a text, by [String#hashCode] alone: a place may belong to another name of
/// the same hash, which whoever looks there sees.
final class NameTable {

  /// The hash in the upper half, the place in the lower one.
  private long[] entries = new long[1 << 10];

  private int size;

  void add(int hash, int place) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = ((long) hash << Integer.SIZE) | place;
  }

  /// Makes names findable; to be called when all were added.
  void sort() {
    Arrays.sort(entries, 0, size);
  }

  /// The places of a name, ascending, each once.
  int[] find(String name) {
    long first = (long) name.hashCode() << Integer.SIZE;
    int found = Arrays.binarySearch(entries, 0, size, first);
    int from = found < 0 ? -found - 1 : found;
    int to = from;
    while (to < size && entries[to] >> Integer.SIZE == name.hashCode()) {
      to++;
    }
    return Arrays.stream(entries, from, to).mapToInt(entry -> (int) entry).distinct().toArray();
  }
}
