package renkei.tenantstore.load;

/** What came of opening a load in parts. */
public sealed interface OpenOutcome {

  /** It is open, or came whole before. */
  record Known(LoadStatus status) implements OpenOutcome {}

  /** A load of the same name is meant another way. */
  record Differs() implements OpenOutcome {}

  /** As many loads are open as one tenant may have. */
  record TooMany() implements OpenOutcome {}

  /**
   * It would follow an edition that is loaded, and nobody has signed this one off: load it in test
   * mode first.
   */
  record Untested() implements OpenOutcome {}

  /** The first load that follows a loaded edition must be full. */
  record NotFull() implements OpenOutcome {}

  /** There is no layout of this information code and edition. */
  record NoLayout() implements OpenOutcome {}
}
