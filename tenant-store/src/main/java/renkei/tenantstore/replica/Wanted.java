package renkei.tenantstore.replica;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;

/**
 * One question about one person.
 *
 * @param by for whom it is read
 */
public record Wanted(
    Reader by, AddresseeNumber subject, InformationCode information, Choice choice) {

  /** For whom records are read: that decides what flags hold back. */
  public sealed interface Reader {

    /** The person, in the portal: whatever staff let others be answered counts for nothing. */
    record Person() implements Reader {}

    /** A body: staff may have let it be answered in spite of a protection case. */
    record Body(AgencyCode inquirer) implements Reader {}

    /**
     * A body, after a member of staff released the answer.
     *
     * @param seen until when they could see flags; what was set later, be it a hold or a protection
     *     case, holds the answer again
     */
    record Released(Instant seen) implements Reader {}
  }

  /**
   * Which of the person's records, and what of them.
   *
   * @param edition in whose form; empty for the one in force
   */
  public record Choice(Condition condition, Optional<Edition> edition, ItemChoice items) {

    /** All of the record that holds now, in the edition in force. */
    public static final Choice CURRENT =
        new Choice(Condition.CURRENT, Optional.empty(), new ItemChoice.All());
  }
}
