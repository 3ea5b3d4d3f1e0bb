package renkei.tenantstore.load;

/** What came of finishing a load. */
public sealed interface FinishOutcome {

  /** It came whole, now or before. */
  record Finished(ImportReceipt receipt) implements FinishOutcome {}

  /** Other parts are kept than these, or one of them did not come whole. */
  record NotWhole(LoadStatus status) implements FinishOutcome {}

  /** A full load without a line. */
  record Empty() implements FinishOutcome {}

  /** There is no load of this name. */
  record Unknown() implements FinishOutcome {}
}
