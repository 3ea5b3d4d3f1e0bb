package renkei.codebook.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.TenantId;

/**
 * Encrypts the values of one tenant column by column (field-level encryption, AES-256-GCM), and
 * makes them findable by blind indexes. A sealed value opens only in the column and the row it was
 * made for, so that swapping sealed values inside the database is noticed: {@link
 * ColumnKeys#unopened} is told. Indexes of different kinds never coincide, even for equal values.
 * Thread-safe.
 */
public record SealedColumns(TenantId tenant, ColumnKeys keys) {

  /**
   * Encrypts one value.
   *
   * @param column names the column, and nothing else by the same name; ASCII
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
  public byte[] open(String column, byte[] row, byte[] sealed) {
    return tryOpen(column, row, sealed)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    column + " of tenant " + tenant + " does not open: wrong key or changed row"));
  }

  /** As {@link #open(String, byte[], byte[])}, but empty where that throws. */
  public Optional<byte[]> tryOpen(String column, byte[] row, byte[] sealed) {
    return noticed(column, keys.data().decrypt(sealed, context(column, row)));
  }

  /** Encrypts one text. */
  public byte[] seal(String column, BlindIndex row, String value) {
    return seal(column, row.bytes(), value.getBytes(StandardCharsets.UTF_8));
  }

  /** Decrypts one text; throws as {@link #open(String, byte[], byte[])} does. */
  public String open(String column, BlindIndex row, byte[] sealed) {
    return new String(open(column, row.bytes(), sealed), StandardCharsets.UTF_8);
  }

  /**
   * Encrypts all that one row holds, as one value.
   *
   * @param row names table and row, as in {@code provision/<id>}
   */
  public byte[] sealRow(String row, byte[] value) {
    return keys.data().encrypt(value, rowContext(row));
  }

  /**
   * Decrypts it.
   *
   * @throws IllegalStateException if the row was changed, moved, or is under another key
   */
  public byte[] openRow(String row, byte[] sealed) {
    return tryOpenRow(row, sealed)
        .orElseThrow(() -> new IllegalStateException("a row does not open under its tenant's key"));
  }

  /** As {@link #openRow}, but empty where that throws. */
  public Optional<byte[]> tryOpenRow(String row, byte[] sealed) {
    int id = row.indexOf('/');
    return noticed(
        id < 0 ? row : row.substring(0, id), keys.data().decrypt(sealed, rowContext(row)));
  }

  /**
   * Where to find a value of its own kind.
   *
   * @param kind names the kind, and nothing else by the same name; without a vertical bar
   */
  public BlindIndex index(String kind, String value) {
    return BlindIndex.of(keys.index().index(kind + "|" + value));
  }

  /** Where to find this person. */
  public BlindIndex index(AddresseeNumber addressee) {
    return index("addressee", addressee.value());
  }

  /** Where to find this request. */
  public BlindIndex index(SerialNumber serial) {
    return index("serial", serial.value());
  }

  /** Where to find this code. */
  public BlindIndex index(PersonCode code) {
    return index("code", code.holder().value() + "|" + code.value());
  }

  private Optional<byte[]> noticed(String what, Optional<byte[]> opened) {
    if (opened.isEmpty()) {
      keys.unopened().accept(what);
    }
    return opened;
  }

  private byte[] rowContext(String row) {
    return (tenant.value() + '/' + row).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] context(String column, byte[] row) {
    byte[] place = (column + "|" + tenant.value() + "|").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(place.length + row.length).put(place).put(row).array();
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "SealedColumns[" + tenant + ", ****]";
  }
}
