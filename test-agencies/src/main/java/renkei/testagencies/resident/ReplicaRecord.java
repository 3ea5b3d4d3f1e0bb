package renkei.testagencies.resident;

import java.time.LocalDate;
import java.util.Optional;
import renkei.testagencies.vocabulary.RecordKey;

/**
 * One record of a person, as a municipality's files have it.
 *
 * @param key tells it from the person's other records of that kind of information
 * @param asOf the day on which it is true
 * @param validFrom the first day for which it holds; empty where the layout has no periods
 * @param validTo the last such day; empty if there is none yet, or the layout has no periods
 */
public record ReplicaRecord(
    RecordKey key,
    LocalDate asOf,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validTo,
    RecordValues values) {

  ReplicaRecord with(RecordValues other) {
    return new ReplicaRecord(key, asOf, validFrom, validTo, other);
  }

  /** Hides the person. */
  @Override
  public String toString() {
    return "ReplicaRecord[****]";
  }
}
