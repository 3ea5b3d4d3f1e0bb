package renkei.codebook.database;

import java.util.Arrays;

/**
 * A keyed hash by which a row is found without its value being stored in clear (blind index). Equal
 * values of one kind and tenant have equal indexes; ordered as PostgreSQL orders {@code bytea}.
 */
public final class Index implements Comparable<Index> {

  private final byte[] bytes;

  private Index(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An index as read from the database. */
  public static Index of(byte[] bytes) {
    return new Index(bytes.clone());
  }

  /** The 32 bytes to bind. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Index other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Index index && Arrays.equals(bytes, index.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
