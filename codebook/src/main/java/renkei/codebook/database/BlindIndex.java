package renkei.codebook.database;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A keyed hash by which a row is found without its value being stored in clear (blind index). Equal
 * values of one kind and tenant have equal indexes; ordered as PostgreSQL orders {@code bytea}.
 */
public final class BlindIndex implements Comparable<BlindIndex> {

  private final byte[] bytes;

  private BlindIndex(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An index as read from the database. */
  public static BlindIndex of(byte[] bytes) {
    return new BlindIndex(bytes.clone());
  }

  /** The 32 bytes to bind. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(BlindIndex other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlindIndex index && Arrays.equals(bytes, index.bytes);
  }

  /** In hexadecimal: names the row, and tells nothing of the value. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
