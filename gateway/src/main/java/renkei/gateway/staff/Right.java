package renkei.gateway.staff;

import java.util.Locale;
import java.util.Set;

/** What a person may do. */
public enum Right {
  /** See: an operator the console, a member of staff what waits and what was recorded. */
  OBSERVE,
  /** Propose what changes how the platform works (operators). */
  OPERATE,
  /** Approve or decline what another person proposed (operators). */
  APPROVE,
  /** Propose who may act, and end persons (operators). */
  PERSONS,
  /** Decide about holds, protection cases, held provisions and hidden records (staff). */
  DECIDE;

  /** What operators can have. */
  public static final Set<Right> OF_OPERATORS = Set.of(OBSERVE, OPERATE, APPROVE, PERSONS);

  /** What municipal staff can have. */
  public static final Set<Right> OF_STAFF = Set.of(OBSERVE, DECIDE);

  /**
   * Reads the word of a right.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Right parse(String word) {
    for (Right right : values()) {
      if (right.word().equals(word)) {
        return right;
      }
    }
    throw new IllegalArgumentException(
        "a right is one of observe, operate, approve, persons (operators) and observe, decide"
            + " (staff)");
  }

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
