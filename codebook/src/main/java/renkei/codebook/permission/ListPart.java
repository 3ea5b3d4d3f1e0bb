package renkei.codebook.permission;

/**
 * Some of the rows of a permission list.
 *
 * @param version of the list
 * @param number which part, as the manifest counts them
 * @param content JSON Lines, one row a line, compressed by gzip
 */
@SuppressWarnings("ArrayRecordComponent")
public record ListPart(long version, int number, byte[] content) {

  /** Names the part only. */
  @Override
  public String toString() {
    return "ListPart[" + version + "/" + number + "]";
  }
}
