package renkei.tenantstore.load;

/** What came of one part of a load. */
public sealed interface PartOutcome {

  /**
   * It is kept whole, now or since before.
   *
   * @param soFar what became of the records of this part; those of a load that is not released do
   *     not count yet
   */
  record Kept(LoadStatus.Part part, ImportReceipt soFar) implements PartOutcome {}

  /**
   * It broke off. What is kept need not be taken again: the same part can be sent again from its
   * beginning.
   *
   * @param cause why
   */
  record Interrupted(LoadStatus.Part part, ImportReceipt soFar, ImportOutcome.Cause cause)
      implements PartOutcome {}

  /** What is kept of this part is not what came. */
  record Differs() implements PartOutcome {}

  /**
   * A part before it has not come whole.
   *
   * @param part that one
   */
  record Early(int part) implements PartOutcome {}

  /**
   * Nothing was read.
   *
   * @param error why
   */
  record Refused(ImportError error) implements PartOutcome {}

  /** There is no load of this name that parts can be sent of now. */
  record NotOpen() implements PartOutcome {}
}
