package renkei.gateway.staff;

import java.util.Optional;
import renkei.codebook.database.PlatformTransaction;

/**
 * One kind of thing that one operator proposes and another approves: what it means, and doing it.
 * {@link Proposals} sees to it that they are two. Thread-safe.
 */
public interface TwoPersonAct {

  /** Its name: lower-case words joined by hyphens. */
  String kind();

  /** What whoever proposes it must be allowed. */
  Right proposedWith();

  /**
   * Says in one line what would be done, for whoever is asked to approve it, and for the record.
   *
   * @param subject what it is to be done with or to, as it was proposed
   * @throws IllegalArgumentException if the subject is malformed; says which form is right
   */
  String describe(String subject);

  /**
   * Does it, in the transaction in which the approval is recorded. Changes nothing if it is
   * impossible.
   */
  Performed perform(PlatformTransaction tx, Agreement agreement);

  /**
   * What two persons want.
   *
   * @param subject as it was proposed
   */
  record Agreement(String subject, Login proposedBy, Login approvedBy) {}

  /** What came of it. */
  sealed interface Performed {

    /**
     * It is done.
     *
     * @param told what whoever approved it must know, such as an enrolment code; goes nowhere else
     */
    record Done(Optional<String> told) implements Performed {

      /** Hides what is told. */
      @Override
      public String toString() {
        return "Done[****]";
      }
    }

    /**
     * It cannot be done as things are now.
     *
     * @param why a sentence without an end
     */
    record Impossible(String why) implements Performed {}
  }
}
