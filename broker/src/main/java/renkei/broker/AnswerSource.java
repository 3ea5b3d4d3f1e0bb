package renkei.broker;

import java.util.List;
import renkei.broker.message.Answer;
import renkei.codebook.database.TenantTransaction;

/**
 * The tenant's own data, asked inside the transaction that also writes the exchange record.
 *
 * <p>An exception rolls the transaction back; the questions are asked again later.
 */
public interface AnswerSource {

  /**
   * Answers questions. Permissions, permits and persons have been checked.
   *
   * @param questions one at least
   * @return the answer to each, in the same order
   */
  List<Answer> answer(TenantTransaction transaction, List<Question> questions);
}
