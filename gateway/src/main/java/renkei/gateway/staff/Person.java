package renkei.gateway.staff;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who may act.
 *
 * @param name as others know the person; up to 100 characters
 * @param rights at least one, of those that fit the place
 * @param validUntil from when the person may act no more
 * @param endedAt when somebody ended the person before that; empty if nobody has
 * @param credential by what the person is known
 */
public record Person(
    Place place,
    Login login,
    String name,
    Set<Right> rights,
    Instant validUntil,
    Optional<Instant> endedAt,
    CredentialState credential) {

  private static final int LONGEST_NAME = 100;

  /** By what a person is known. */
  public enum CredentialState {
    /** A client certificate. */
    CERTIFICATE,
    /** A password and one-time codes. */
    PASSWORD,
    /** None yet: an enrolment code waits to be used. */
    ENROLLING,
    /** None: the enrolment code was not used in time. */
    NONE
  }

  /**
   * Throws {@link IllegalArgumentException} for a malformed name and for rights that do not fit.
   */
  public Person {
    rights = Set.copyOf(rights);
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFD')) {
      throw new IllegalArgumentException("a name has 1 to 100 characters and no control character");
    }
    Set<Right> possible = place.tenant().isEmpty() ? Right.OF_OPERATORS : Right.OF_STAFF;
    if (rights.isEmpty() || !possible.containsAll(rights)) {
      throw new IllegalArgumentException(
          "the rights of a person at " + place + " are some of " + words(possible));
    }
  }

  /** Whether the person may act at an instant. */
  public boolean standsAt(Instant now) {
    return endedAt.isEmpty() && now.isBefore(validUntil);
  }

  /** The words of rights, in their order, joined by commas. */
  public static String words(Collection<Right> rights) {
    return String.join(",", new TreeSet<>(rights).stream().map(Right::word).toList());
  }
}
