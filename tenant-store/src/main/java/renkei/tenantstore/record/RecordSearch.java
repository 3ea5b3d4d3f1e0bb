package renkei.tenantstore.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange.Role;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.RecordId;

/**
 * Which exchange records are looked for: those of which all of this is true.
 *
 * @param person whom they are about; if empty, both ends of the period are needed
 * @param from decided then or later
 * @param to decided before then
 */
public record RecordSearch(
    Optional<AddresseeNumber> person,
    Optional<Role> role,
    Optional<ProcedureCode> procedure,
    Optional<InformationCode> information,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Of a search that names no person, since it walks over everything in between. */
  public static final Duration LONGEST_PERIOD = Duration.ofDays(31);

  /** Refuses a search that names neither a person nor a period of at most that length. */
  public RecordSearch {
    if (!isBounded(person.isPresent(), from, to)) {
      throw new IllegalArgumentException(
          "a search names a person, or a period of at most " + LONGEST_PERIOD);
    }
  }

  /** Whether these may be the bounds of a search. */
  public static boolean isBounded(boolean person, Optional<Instant> from, Optional<Instant> to) {
    return person
        || (from.isPresent()
            && to.isPresent()
            && Duration.between(from.get(), to.get()).compareTo(LONGEST_PERIOD) <= 0);
  }

  /** Whether a record is of the procedure and of the information that are looked for. */
  public boolean isOfTheMatter(ExchangeRecord record) {
    return procedure.map(record.exchange().asked().procedure()::equals).orElse(true)
        && information.map(record.exchange().asked().information()::equals).orElse(true);
  }

  /**
   * Some of the records that were found, the newest first.
   *
   * @param records may be fewer than were asked for, or none, though there are more
   * @param next if there may be more: they come after it
   */
  public record Page(List<ExchangeRecord> records, Optional<RecordId> next) {

    /** Copies the list. */
    public Page {
      records = List.copyOf(records);
    }
  }

  /** Hides whom it is about. */
  @Override
  public String toString() {
    return "RecordSearch[****]";
  }
}
