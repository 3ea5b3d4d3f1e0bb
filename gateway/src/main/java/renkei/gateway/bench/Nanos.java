package renkei.gateway.bench;

import java.util.Arrays;

/** Many times, in nanoseconds. */
final class Nanos {

  private Nanos() {}

  static long median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
