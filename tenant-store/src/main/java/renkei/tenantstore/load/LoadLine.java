package renkei.tenantstore.load;

/**
 * Where a line stands in a load that comes in parts. One number says both, and grows from line to
 * line through all parts; in the first part it is the line's own.
 *
 * @param part from 1
 * @param line in the part, from 1, its header included
 */
public record LoadLine(int part, long line) {

  private static final int LINE_BITS = 32;

  /** The place that a number means. */
  public static LoadLine of(long number) {
    return new LoadLine(
        Math.toIntExact(number >>> LINE_BITS) + 1, number & ((1L << LINE_BITS) - 1));
  }

  /** The number of this place. */
  public long number() {
    return (((long) part - 1) << LINE_BITS) + line;
  }
}
