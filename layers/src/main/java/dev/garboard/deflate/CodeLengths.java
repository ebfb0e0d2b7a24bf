package dev.garboard.deflate;

import java.util.Arrays;

/// Computes a prefix code from symbol frequencies: Huffman's lengths, then limited. Integer
/// arithmetic with ties broken by symbol number: the same on every machine.
final class CodeLengths {

  private CodeLengths() {}

  /// Fills `lengths` for the first `n` symbols. At least two symbols get a code, as some decoders
  /// demand.
  static void compute(int[] frequencies, int n, int limit, byte[] lengths) {
    long[] keys = new long[n];
    int used = 0;
    for (int i = 0; i < n; i++) {
      if (frequencies[i] > 0) {
        keys[used++] = (long) frequencies[i] << 16 | i;
      }
    }
    for (int i = 0; used < 2; i++) {
      if (frequencies[i] == 0) {
        keys[used++] = 1L << 16 | i;
      }
    }
    Arrays.sort(keys, 0, used);
    int[] perLength = limited(depths(keys, used), used, limit);
    Arrays.fill(lengths, 0, n, (byte) 0);
    int next = 0;
    for (int length = limit; length > 0; length--) {
      for (int k = 0; k < perLength[length]; k++) {
        lengths[(int) keys[next++] & 0xffff] = (byte) length;
      }
    }
  }

  /// Depths of the leaves, rarest first, by the method of two queues.
  private static int[] depths(long[] keys, int used) {
    long[] weight = new long[2 * used];
    int[] parent = new int[2 * used];
    for (int i = 0; i < used; i++) {
      weight[i] = keys[i] >>> 16;
    }
    int leaf = 0;
    int node = used;
    for (int next = used; next < 2 * used - 1; next++) {
      for (int child = 0; child < 2; child++) {
        int least = leaf < used && (node == next || weight[leaf] <= weight[node]) ? leaf++ : node++;
        weight[next] += weight[least];
        parent[least] = next;
      }
    }
    int[] depth = new int[2 * used];
    for (int i = 2 * used - 3; i >= 0; i--) {
      depth[i] = depth[parent[i]] + 1;
    }
    return depth;
  }

  /// Numbers of codes per length, none longer than `limit`, that still fill the code space.
  private static int[] limited(int[] depth, int used, int limit) {
    int[] perLength = new int[limit + 1];
    long space = 0;
    for (int i = 0; i < used; i++) {
      int length = Math.min(depth[i], limit);
      perLength[length]++;
      space += 1L << (limit - length);
    }
    for (long excess = space - (1L << limit); excess > 0; excess--) {
      // Takes one code of the full length away and splits a shorter one instead.
      perLength[limit]--;
      int shorter = limit - 1;
      while (perLength[shorter] == 0) {
        shorter--;
      }
      perLength[shorter]--;
      perLength[shorter + 1] += 2;
    }
    return perLength;
  }

  /// The codes for these lengths, with their bits in the order they are written.
  static void assign(byte[] lengths, int n, short[] codes) {
    int[] next = new int[Alphabet.MAX_CODE + 2];
    for (int i = 0; i < n; i++) {
      next[lengths[i] + 1]++;
    }
    next[1] = 0;
    for (int length = 1; length <= Alphabet.MAX_CODE; length++) {
      next[length + 1] = (next[length + 1] + next[length]) << 1;
    }
    for (int i = 0; i < n; i++) {
      int length = lengths[i];
      if (length > 0) {
        codes[i] = (short) (Integer.reverse(next[length]++) >>> (32 - length));
      }
    }
  }
}
