package renkei.tenantstore.replica;

/**
 * Whether a municipality has loaded an information code: without that, a missing replica says
 * nothing.
 */
public enum RegistrationState {
  /** No full load has been completed yet. */
  NOT_REGISTERED,
  /**
   * A full load was completed, and a line came that does not say whom it is about: somebody without
   * a replica may be somebody whose line was lost.
   */
  IN_DOUBT,
  /**
   * A full load was completed: somebody without a replica is somebody about whom there is nothing.
   */
  REGISTERED
}
