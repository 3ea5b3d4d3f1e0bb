package renkei.broker.engine;

import java.util.List;
import renkei.codebook.Reason;

/** What came of a message that was received, inside its transaction. */
public sealed interface Settlement {

  /**
   * Dealt with; a repeat is dealt with too.
   *
   * @param dropped why some of its elements have had no effect, one for each; people are told
   */
  record Done(List<Reason> dropped) implements Settlement {

    /** Copies the list. */
    public Done {
      dropped = List.copyOf(dropped);
    }

    /** The whole of it. */
    public Done() {
      this(List.of());
    }
  }

  /**
   * Dealt with, and its row has been ended already, together with its reply.
   *
   * @param dropped as with {@link Done}
   */
  record Replied(List<Reason> dropped) implements Settlement {

    /** Copies the list. */
    public Replied {
      dropped = List.copyOf(dropped);
    }
  }

  /** It came after the outcome, and has changed nothing. */
  record Late() implements Settlement {}

  /** Something has to come first; nothing was changed. */
  record TryAgain() implements Settlement {}

  /**
   * It must not have any effect, and has had none.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements Settlement {}

  /**
   * What it asks for was done before, which shows only after something was written: the transaction
   * is rolled back, and the message ends without any effect.
   *
   * @param reason what was done before
   */
  record Repeated(Reason reason) implements Settlement {}

  /**
   * A part of what it asks for was done meanwhile by another transaction, which shows only after
   * something was written: the transaction is rolled back, and the message comes again.
   */
  record Overtaken() implements Settlement {}
}
