package renkei.tenantstore.replica;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.RecordKey;
import renkei.tenantstore.layout.RecordContent;

/**
 * The copy (副本) a municipality registered of one record of one person.
 *
 * @param edition in whose form the content is
 * @param key what tells it from the person's other records
 * @param version counts the states of this record on the platform, from 1
 */
public record Replica(
    InformationCode information,
    Edition edition,
    RecordKey key,
    Dates dates,
    long version,
    RecordContent content) {

  /**
   * What time a record is about, by calendar days in Japan.
   *
   * @param asOf the day the municipality says the content is true of
   * @param validFrom the first day it is valid on, of a fiscal year the first of April; empty if
   *     the layout's records have none
   * @param validTo the last such day; empty if it is not known, or there is none
   */
  public record Dates(LocalDate asOf, Optional<LocalDate> validFrom, Optional<LocalDate> validTo) {}

  /** Hides the content, and the key: it may be the number of a certificate. */
  @Override
  public String toString() {
    return "Replica[" + information + ", " + edition + ", " + version + ", ****]";
  }
}
