package renkei.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;

/**
 * Which of the tenant's own inquiries are looked for: those with an exchange of which all of this
 * is true.
 *
 * @param person whom it is about; if empty, both ends of the period are needed
 * @param from asked then or later
 * @param to asked before then
 */
public record InquirySearch(
    Optional<AddresseeNumber> person,
    Optional<ProcedureCode> procedure,
    Optional<InformationCode> information,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Of a search that names no person, since it walks over everything in between. */
  public static final Duration LONGEST_PERIOD = Duration.ofDays(31);

  /** Refuses a search that names neither a person nor a period of at most that length. */
  public InquirySearch {
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

  /** Hides whom it is about. */
  @Override
  public String toString() {
    return "InquirySearch[****]";
  }
}
