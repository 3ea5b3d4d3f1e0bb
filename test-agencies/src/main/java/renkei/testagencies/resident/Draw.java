package renkei.testagencies.resident;

/**
 * What chance says about one thing, always the same: things are named by the path to them, so that
 * another item in a layout changes no value of the others.
 */
record Draw(long state) {

  static Draw of(String thing) {
    return new Draw(0).at(thing);
  }

  /** What it says about a part of the thing. */
  Draw at(String part) {
    return new Draw(mixed(state * 31 + part.hashCode()));
  }

  /** What it says about the part of that number. */
  Draw at(int part) {
    return new Draw(mixed(state * 31 + part));
  }

  /** One of so many, from 0. */
  int below(int bound) {
    return (int) Math.floorMod(mixed(state), (long) bound);
  }

  /** Whether it hits, as it does once in so many times. */
  boolean oneIn(int many) {
    return below(many) == 0;
  }

  /** The finalizer of SplitMix64: neighbours become strangers. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
