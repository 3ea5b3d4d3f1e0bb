package renkei.codebook.permission;

/** What became of a permission list that the core delivered. */
public enum ListReceived {
  /** It is newer than all before it, and kept. */
  TAKEN,
  /** The very same list is the newest already: it is delivered to every tenant. */
  REPEATED,
  /**
   * A newer one was delivered before, or it was taken out of force. Nothing was kept: whoever
   * delivers it must know that it has no effect.
   */
  NOT_NEWER,
  /** The same version was delivered with other rows or days. Nothing was kept. */
  CONTRADICTORY
}
