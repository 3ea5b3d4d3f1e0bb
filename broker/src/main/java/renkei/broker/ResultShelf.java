package renkei.broker;

import renkei.broker.message.Answer;
import renkei.codebook.ExchangeId;
import renkei.codebook.database.TenantTransaction;

/** Where the content of answers waits, for a limited time, to be fetched by the local system. */
public interface ResultShelf {

  /** Keeps the content of the answer to an exchange; called at most once for each. */
  void put(TenantTransaction transaction, ExchangeId exchange, Answer.Provided provided);
}
