package renkei.broker;

import renkei.broker.message.Answer;
import renkei.codebook.InquiryId;
import renkei.codebook.database.TenantTransaction;

/** Where the content of answers waits, for a limited time, to be fetched by the local system. */
public interface ResultShelf {

  /** Keeps the content of the answer to {@code inquiry}; called at most once for each inquiry. */
  void put(TenantTransaction transaction, InquiryId inquiry, Answer.Provided provided);
}
