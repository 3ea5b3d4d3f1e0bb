package renkei.broker;

import renkei.codebook.TenantId;

/** The sealed content of an answer: parsed, and not opened yet. */
@FunctionalInterface
public interface SealedContent {

  /** Opens it with the tenant's key. The answer has been matched with its inquiry before. */
  AnswerOpening open(TenantId tenant);
}
