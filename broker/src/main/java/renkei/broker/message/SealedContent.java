package renkei.broker.message;

import renkei.codebook.TenantId;

/** The sealed content of an answer: parsed, and not opened yet. */
@FunctionalInterface
public interface SealedContent {

  /** Opens it with the tenant's key. The answer has been matched with its inquiry before. */
  Opening open(TenantId tenant);

  /** What came of opening it. */
  sealed interface Opening {}

  /**
   * The content opened, has the form of the contract, and agrees with what the answer says in
   * clear.
   *
   * @param provided the content
   */
  record Opened(Answer.Provided provided) implements Opening {}

  /** It did not open or is no content: the inquiry fails, and nothing of it is kept. */
  record Unopened() implements Opening {}
}
