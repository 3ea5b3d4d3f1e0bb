package renkei.tenantstore.load;

/** How far a load has come. */
public enum LoadState {
  /** Parts of it may come. */
  OPEN,
  /** It came whole, and changes so much that two members of staff have to approve it. */
  WAITING_FOR_TWO,
  /** It came whole in test mode: it can be looked at, and nobody is answered from it. */
  TESTED,
  /** All of it counts. */
  RELEASED,
  /** Given up: nothing of it stands. */
  ABANDONED
}
