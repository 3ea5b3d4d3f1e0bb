package renkei.codebook.permission;

/** Whether one exchange may take place. Deny is the default. */
public sealed interface PermissionDecision {

  /** A row of the list that is valid today allows it. */
  record Allowed() implements PermissionDecision {}

  /** It must not take place; refuse and record. */
  record Denied(Reason reason) implements PermissionDecision {}

  /** Why not. */
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
    NO_PERMISSION
  }
}
