package renkei.codebook.permission;

import renkei.codebook.PermissionRowId;

/** Whether one exchange may take place. Deny is the default. */
public sealed interface PermissionDecision {

  /**
   * A row of the list that is valid today allows it.
   *
   * @param row the one that does; of several, the one with the lowest id
   * @param version of the list
   */
  record Allowed(PermissionRowId row, long version) implements PermissionDecision {}

  /** It must not take place; refuse and record. */
  record Denied(Reason reason) implements PermissionDecision {}

  /**
   * Why not. From {@code NO_PERMISSION} on, a later one means that a row was nearer to allowing it.
   */
  enum Reason {
    /** No permission list has arrived yet. */
    NO_LIST,
    /** The list as a whole is not valid today. */
    LIST_NOT_VALID,
    /** The directory does not know the inquirer or the provider. */
    UNKNOWN_AGENCY,
    /**
     * The inquirer or the provider is no body of its own on that day: it has ended, has not begun,
     * or is a ward of a city.
     */
    AGENCY_NOT_VALID,
    /** No row valid today covers it. */
    NO_PERMISSION,
    /** A row covers it but for items that are asked. */
    ITEMS_NOT_PERMITTED,
    /** A row covers it, but lets nobody act for another body on that side. */
    DELEGATION_NOT_PERMITTED,
    /** The directory knows no such delegation on that day. */
    DELEGATION_NOT_GIVEN,
    /** A row covers it with the person's consent, and there is none that it takes. */
    CONSENT_MISSING
  }
}
