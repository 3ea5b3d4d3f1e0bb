package renkei.tenantstore.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.RecordKey;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;

/**
 * The content of one replica as stored: its key, and behind it the text of the record, sealed for
 * this person, record, sequence and time, so that it opens in no other place.
 *
 * @param key of the record
 */
record SealedReplica(
    SealedColumns columns,
    BlindIndex person,
    InformationCode information,
    Edition edition,
    BlindIndex key) {

  private static final String COLUMN = "replica2";
  private static final int INDEX_BYTES = 16;
  private static final int LIKENESS_BYTES = 8;

  /** In the place of a key's index: of no key in particular. Real ones are longer. */
  static final BlindIndex ANY_KEY = BlindIndex.of(new byte[1]);

  /** Where a content stands: by what it is ordered, and what time it is about. */
  record Place(
      long sequence, LocalDate asOf, Optional<LocalDate> validFrom, Optional<LocalDate> validTo) {

    private String text() {
      return sequence + "|" + time();
    }

    private String time() {
      return asOf + "|" + text(validFrom) + "|" + text(validTo);
    }

    private static String text(Optional<LocalDate> day) {
      return day.map(LocalDate::toString).orElse("");
    }
  }

  /** What was sealed. */
  record Opened(RecordKey key, String text) {}

  /** Where to find a person's record of this key; nothing where a person has one record. */
  static BlindIndex index(SealedColumns columns, BlindIndex person, RecordKey key) {
    return key.equals(RecordKey.NONE)
        ? BlindIndex.of(new byte[0])
        : columns.index("record_key", hex(person) + "|" + key.value());
  }

  byte[] seal(Place place, RecordKey of, String text) {
    return columns.seal(
        COLUMN, row(place), (of.value() + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  Opened open(Place place, byte[] sealed) {
    String text = new String(columns.open(COLUMN, row(place), sealed), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return new Opened(new RecordKey(text.substring(0, end)), text.substring(end + 1));
  }

  /** Equal exactly if content and time are equal, so that a repeated load changes nothing. */
  byte[] contentIndex(Place place, String text) {
    return Arrays.copyOf(
        columns.index(COLUMN, hex(person) + "|" + place.time() + "|" + text).bytes(), INDEX_BYTES);
  }

  /**
   * By what a content is like another one of the same person: eight bytes each of the names and
   * dates of birth in it, and of all of it, whatever day it is true of.
   */
  byte[] likeness(String names, String text) {
    byte[] both = Arrays.copyOf(like("names", names), 2 * LIKENESS_BYTES);
    System.arraycopy(like("text", text), 0, both, LIKENESS_BYTES, LIKENESS_BYTES);
    return both;
  }

  private byte[] like(String what, String text) {
    return Arrays.copyOf(
        columns.index("replica_" + what, hex(person) + "|" + text).bytes(), LIKENESS_BYTES);
  }

  private static String hex(BlindIndex index) {
    return HexFormat.of().formatHex(index.bytes());
  }

  private byte[] row(Place place) {
    ByteArrayOutputStream row = new ByteArrayOutputStream(160);
    row.writeBytes(person.bytes());
    row.writeBytes(key.bytes());
    row.writeBytes(
        ("|" + information.value() + "|" + edition.value() + "|" + place.text())
            .getBytes(StandardCharsets.US_ASCII));
    return row.toByteArray();
  }
}
