package renkei.codebook.permission;

import java.util.List;
import java.util.Optional;
import renkei.codebook.AffairCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.database.PlatformTransaction;
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
   * @throws renkei.codebook.database.DatabaseUnavailableException if the copy could not be checked
   *     for half a minute; trying again may succeed
   */
  PermissionDecision allow(PermissionQuestion question);

  /**
   * The affair (事務) that a procedure belongs to, by the current list whether or not it is in force.
   *
   * @return empty if no list names the procedure
   */
  default Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return Optional.empty();
  }

  /** Which list decides; empty if none has arrived. As of the last second. */
  Optional<PermissionListState> state();

  /**
   * The list that decides now, with all of its rows; empty if none has arrived.
   *
   * @return as of the last second
   */
  Optional<PermissionList> inForce();

  /**
   * A list that came whole, in force or not.
   *
   * @return empty if there is none of that version, or its parts have not all come
   * @throws renkei.codebook.database.DatabaseUnavailableException if it cannot be read
   */
  Optional<PermissionList> find(long version);

  /**
   * The lists that are kept, those that have not come whole among them; newest first, the last
   * hundred.
   *
   * @throws renkei.codebook.database.DatabaseUnavailableException if they cannot be read
   */
  List<KeptList> kept();

  /**
   * Keeps the manifest of a list, as part of {@code tx}. The list counts soon after its last part
   * is committed, whole or not at all; one without rows has no parts, and counts at once.
   *
   * @param signed the manifest as the core signed it, verified; kept as it is
   */
  ListReceived take(ListManifest manifest, byte[] signed, TenantTransaction tx);

  /**
   * Keeps a part of a list whose manifest has come, as part of {@code tx}, in any order. The last
   * that was missing has the whole list judged: one that must not count is refused, that part is
   * not kept, and the list before stays in force.
   */
  ListReceived take(ListPart part, TenantTransaction tx);

  /**
   * Takes a list out of force for good, as two operators want: the way back after a list that
   * should not have been delivered, above all one whose version is so great that nothing newer can
   * follow. The newest of the others decides from now on, and what is newer than that can be
   * delivered again. The list, who took it out and why are kept.
   *
   * @param why for whoever reads it later; 1 to 500 characters, nothing personal
   * @return false if there is no such list, or it was taken out before
   * @throws IllegalArgumentException if {@code why} is blank or too long
   * @throws renkei.codebook.database.DatabaseUnavailableException if nothing was stored
   */
  boolean withdraw(long version, TwoOperators operators, String why);

  /** As above, as part of {@code tx}: out of force within a second after it commits. */
  boolean withdraw(long version, TwoOperators operators, String why, PlatformTransaction tx);

  /** Stops looking after the copy. */
  @Override
  void close();
}
