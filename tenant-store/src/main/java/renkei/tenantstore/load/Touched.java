package renkei.tenantstore.load;

/**
 * How many of the records that stood before a load changes, of those that it takes.
 *
 * @param changed records with another content than before
 * @param renamed of these, records whose name or birth date is another: a file that slipped by one
 *     line looks like that
 * @param ended records that lines of the load end
 */
public record Touched(long changed, long renamed, long ended) {

  /** Nothing that stood. */
  public static final Touched NOTHING = new Touched(0, 0, 0);

  /** Both together. */
  public Touched plus(Touched more) {
    return new Touched(changed + more.changed, renamed + more.renamed, ended + more.ended);
  }
}
