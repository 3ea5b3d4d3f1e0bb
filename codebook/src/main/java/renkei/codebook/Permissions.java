package renkei.codebook;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.database.TenantTransaction;

/**
 * The platform's own copy of the permission list. Thread-safe. Deciding never waits for the
 * database: the copy is looked after in the background, and refuses everything once it can no
 * longer be.
 */
public interface Permissions extends AutoCloseable {

  /**
   * Decides about one exchange.
   *
   * @param today the Japanese calendar day of the decision
   * @throws renkei.codebook.database.DatabaseUnavailableException if the copy could not be checked
   *     for half a minute; trying again may succeed
   */
  PermissionDecision allow(
      AgencyCode inquirer,
      AgencyCode provider,
      Purpose purpose,
      AffairCode affair,
      ProcedureCode procedure,
      InformationCode information,
      LocalDate today);

  /**
   * The affair (事務) that a procedure belongs to, by the current list whether or not it is in force.
   *
   * @return empty if no list names the procedure
   */
  default Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return Optional.empty();
  }

  /**
   * Takes over a list whose signature was verified; an equal or older version changes nothing. In
   * force here at once, and on every other gateway within a second.
   *
   * @throws renkei.codebook.database.DatabaseUnavailableException if nothing was stored
   */
  void replaceWith(PermissionList list);

  /**
   * As {@link #replaceWith(PermissionList)}, as part of {@code tx}: in force soon after it commits.
   */
  void replaceWith(PermissionList list, TenantTransaction tx);

  /** Stops looking after the copy. */
  @Override
  void close();
}
