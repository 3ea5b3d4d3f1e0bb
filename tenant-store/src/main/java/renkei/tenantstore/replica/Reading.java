package renkei.tenantstore.replica;

/** What may be said about one person in one information code. */
public sealed interface Reading {

  /** This replica. */
  record Available(Replica replica) implements Reading {}

  /** The information is loaded, and there is nothing about this person. */
  record NoRecord() implements Reading {}

  /** The information is not loaded: nothing can be said. */
  record NotRegistered() implements Reading {}

  /** Nothing may be answered automatically: staff hold the answer (自動応答不可). */
  record Held() implements Reading {}

  /**
   * A protection case (支援措置) is open, and staff have not let this inquirer be answered: whoever
   * asks must be told what is told about somebody whom the municipality does not know.
   */
  record Protected() implements Reading {}
}
