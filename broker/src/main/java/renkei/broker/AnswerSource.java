package renkei.broker;

import renkei.broker.message.Answer;
import renkei.codebook.database.TenantTransaction;

/**
 * The tenant's own data, asked inside the transaction that also writes the exchange record.
 *
 * <p>An exception rolls the transaction back; the question is asked again later.
 */
public interface AnswerSource {

  /** Answers one question. Permission, permit and person have been checked. */
  Answer answer(TenantTransaction transaction, Question question);
}
