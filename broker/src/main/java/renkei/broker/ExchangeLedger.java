package renkei.broker;

import renkei.codebook.Exchange;
import renkei.codebook.database.TenantTransaction;

/** Where exchange records go. */
public interface ExchangeLedger {

  /**
   * Records one exchange in the given transaction. An exception rolls it back, and nothing leaves:
   * the record is committed before the answer goes out, or not at all.
   */
  void record(TenantTransaction transaction, Exchange exchange);
}
