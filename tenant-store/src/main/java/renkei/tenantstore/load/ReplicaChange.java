package renkei.tenantstore.load;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.RecordKey;
import renkei.tenantstore.layout.RecordContent;

/** What a load says about one record of one person. */
public sealed interface ReplicaChange {

  /** The person. */
  AddresseeNumber subject();

  /** What a change says about one record that can be told from others. */
  sealed interface Stated extends ReplicaChange {

    /** Where it begins in the load. */
    long line();

    /** The record. */
    RecordKey key();

    /** By which its source orders the states of the record, from 0. */
    long sequence();

    /** What time it is about. */
    Dates dates();
  }

  /** It is now so. */
  record Put(
      long line,
      AddresseeNumber subject,
      RecordKey key,
      long sequence,
      Dates dates,
      RecordContent content)
      implements Stated {}

  /** There is none any more. */
  record Delete(long line, AddresseeNumber subject, RecordKey key, long sequence, Dates dates)
      implements Stated {}

  /**
   * A line came that could not be taken: unless an earlier one was, nothing is known.
   *
   * @param place of the record; empty if it cannot be told, and may be any
   */
  record Unreadable(AddresseeNumber subject, Optional<Place> place) implements ReplicaChange {

    /** Of anything of a person. */
    public static Unreadable of(AddresseeNumber subject) {
      return new Unreadable(subject, Optional.empty());
    }

    /** Of the record that a change is about. */
    public static Unreadable of(Stated change) {
      return new Unreadable(
          change.subject(),
          Optional.of(
              new Place(change.key(), change.dates().validFrom(), change.dates().validTo())));
    }
  }

  /**
   * Where a record lies among those of a person.
   *
   * @param validFrom the first day it is valid on; empty if not known, or if it has none
   * @param validTo the last, likewise
   */
  record Place(RecordKey key, Optional<LocalDate> validFrom, Optional<LocalDate> validTo) {}

  /**
   * What time a record is about, by calendar days in Japan.
   *
   * @param asOf the day it is true of
   * @param validFrom the first day it is valid on; empty if its layout has none
   * @param validTo the last; empty if there is none, or its layout has none
   */
  record Dates(LocalDate asOf, Optional<LocalDate> validFrom, Optional<LocalDate> validTo) {}
}
