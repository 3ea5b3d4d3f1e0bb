package renkei.tenantstore.load;

/** What came of one load. */
public sealed interface ImportOutcome {

  /**
   * The stream was read to its end, now or when the same load came before. All of it counts, unless
   * its receipt says that it waits, or was a test.
   */
  record Completed(ImportReceipt receipt) implements ImportOutcome {}

  /** A load of the same name was completed before, and was another. */
  record Differs() implements ImportOutcome {}

  /**
   * The load broke off, and nothing of it stands; the same load may be sent again.
   *
   * @param cause why
   */
  record Interrupted(ImportReceipt receipt, Cause cause) implements ImportOutcome {}

  /**
   * Nothing was read.
   *
   * @param error why
   */
  record Refused(ImportError error) implements ImportOutcome {}

  /**
   * It would follow an edition that is loaded, and nobody has signed this one off: load it in test
   * mode first.
   */
  record Untested() implements ImportOutcome {}

  /** The first load that follows a loaded edition must be full. */
  record NotFull() implements ImportOutcome {}

  /** Why a load broke off. */
  enum Cause {
    /** The sender's stream ended or failed in the middle. */
    SENDER,
    /** The store could not be reached, or has no room. Try again later. */
    STORE,
    /** A fault of the platform. */
    FAULT,
    /** The rest cannot be told into lines any more: a quote that never ends, or a line too long. */
    MALFORMED
  }
}
