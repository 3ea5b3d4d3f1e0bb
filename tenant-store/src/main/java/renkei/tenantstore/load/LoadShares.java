package renkei.tenantstore.load;

/**
 * From which share of the records that stand a load needs the approval of two members of staff: one
 * that changes or ends more is rather a mistake than news. Judged where at least {@link #ENOUGH}
 * records stand.
 *
 * @param changes of records that get another content
 * @param deletes of records that are ended
 * @param names of records whose name or birth date changes
 */
public record LoadShares(double changes, double deletes, double names) {

  /** Of fewer records a share says nothing. */
  public static final int ENOUGH = 100;

  /** What holds where nothing else is configured. */
  public static final LoadShares STANDARD = new LoadShares(0.3, 0.1, 0.05);

  /** Throws {@link IllegalArgumentException} unless each is more than 0 and at most 1. */
  public LoadShares {
    if (!isShare(changes) || !isShare(deletes) || !isShare(names)) {
      throw new IllegalArgumentException("a share is more than 0 and at most 1");
    }
  }

  private static boolean isShare(double share) {
    return share > 0 && share <= 1;
  }

  /**
   * How many records that stand need be counted to judge a load; 0 if none need be, since it
   * changes too few of however many.
   *
   * @param deleted records that are ended because the load does not name them
   */
  public long toBeCounted(Touched touched, long deleted) {
    long most =
        Math.max(
            Math.max(least(touched.changed(), changes), least(touched.renamed(), names)),
            least(touched.ended() + deleted, deletes));
    return most <= ENOUGH ? 0 : most;
  }

  /** Of how many records a number is no more than the share. */
  private static long least(long number, double share) {
    return (long) Math.ceil(number / share);
  }

  /**
   * Whether a load changes more than its share.
   *
   * @param standing records that stood before it, counted as far as {@link #toBeCounted} says
   */
  public boolean areExceeded(Touched touched, long deleted, long standing) {
    return standing >= ENOUGH
        && (touched.changed() > changes * standing
            || touched.renamed() > names * standing
            || touched.ended() + deleted > deletes * standing);
  }
}
