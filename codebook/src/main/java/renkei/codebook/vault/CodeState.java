package renkei.codebook.vault;

/** Where the code of one person stands. */
public enum CodeState {
  /** Never asked for. Some people have no code for years: a normal state. */
  NONE,
  /** A serial number was issued, and no code has come back yet. */
  REQUESTED,
  /** A code is bound. */
  ACTIVE,
  /** The code was replaced by another. */
  REPLACED,
  /**
   * The code that came is bound to somebody else: nothing is bound until people decide the case.
   */
  SUSPENDED,
  /** The code was withdrawn. */
  REVOKED
}
