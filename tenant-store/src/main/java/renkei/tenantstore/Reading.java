package renkei.tenantstore;

/** What may be said about one person in one information code. */
public sealed interface Reading {

  /** This replica. */
  record Available(Replica replica) implements Reading {}

  /** The information is loaded, and there is nothing about this person. */
  record NoRecord() implements Reading {}

  /** The information is not loaded: nothing can be said. */
  record NotRegistered() implements Reading {}

  /**
   * Nothing may be answered automatically. Outside the municipality both causes must look the same.
   *
   * @param cause for deciding what the person's own portal is shown; never to be sent or logged
   */
  record Held(Cause cause) implements Reading {

    /** Hides the cause: not even a log may tell a protection case from an ordinary hold. */
    @Override
    public String toString() {
      return "Held[****]";
    }
  }

  /** Why an answer waits for staff. */
  enum Cause {
    /** A hold on this information code (自動応答不可). */
    HOLD,
    /** A protection case of this person (支援措置), whatever the information code. */
    PROTECTION
  }
}
