package renkei.tenantstore.replica;

import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.Reason;

/** What may be said about one person in one information code. */
public sealed interface Reading {

  /**
   * These records, all of one edition.
   *
   * @param replicas those that match, in the order of their first days; one at least
   */
  record Available(Edition edition, List<Replica> replicas) implements Reading {

    /** Copies the list. */
    public Available {
      replicas = List.copyOf(replicas);
    }
  }

  /** What was asked for is loaded, and there is nothing of it about this person. */
  record NoRecord() implements Reading {}

  /** It is not loaded, or not for sure: nothing can be said. */
  record NotRegistered() implements Reading {}

  /** Nothing may be answered automatically: staff hold the answer (自動応答不可). */
  record Held() implements Reading {}

  /**
   * A protection case (支援措置) is open, and staff have not let this inquirer be answered: whoever
   * asks must be told what is told about somebody whom the municipality does not know.
   */
  record Protected() implements Reading {}

  /** It cannot be asked so, whomever it is about. */
  record Refused(Reason reason) implements Reading {}
}
