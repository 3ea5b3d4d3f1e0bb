package renkei.codebook.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.TenantId;
import renkei.codebook.VaultKeys;

/**
 * Encrypts and indexes the values of one tenant. A box opens only in the column and the row it was
 * made for, so that swapping boxes inside the database is noticed. Indexes of different kinds never
 * coincide, even for equal values. Thread-safe.
 */
public record Boxes(TenantId tenant, VaultKeys keys) {

  /**
   * Encrypts one value.
   *
   * @param column names the column, and nothing else by the same name
   * @param row what identifies the row
   */
  public byte[] seal(String column, byte[] row, byte[] value) {
    return keys.data().encrypt(value, context(column, row));
  }

  /**
   * Decrypts one value.
   *
   * @throws IllegalStateException if it was not sealed under this key for this column and row
   */
  public byte[] open(String column, byte[] row, byte[] box) {
    return keys.data()
        .decrypt(box, context(column, row))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    column + " of tenant " + tenant + " does not open: wrong key or changed row"));
  }

  /** Encrypts one text. */
  public byte[] seal(String column, Index row, String value) {
    return seal(column, row.bytes(), value.getBytes(StandardCharsets.UTF_8));
  }

  /** Decrypts one text; throws as {@link #open(String, byte[], byte[])} does. */
  public String open(String column, Index row, byte[] box) {
    return new String(open(column, row.bytes(), box), StandardCharsets.UTF_8);
  }

  /** Where to find this person. */
  public Index index(AddresseeNumber addressee) {
    return Index.of(keys.index().index("addressee|" + addressee.value()));
  }

  /** Where to find this request. */
  public Index index(SerialNumber serial) {
    return Index.of(keys.index().index("serial|" + serial.value()));
  }

  /** Where to find this code. */
  public Index index(PersonCode code) {
    return Index.of(keys.index().index("code|" + code.holder().value() + "|" + code.value()));
  }

  private byte[] context(String column, byte[] row) {
    byte[] place = (column + "|" + tenant.value() + "|").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(place.length + row.length).put(place).put(row).array();
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "Boxes[" + tenant + ", ****]";
  }
}
