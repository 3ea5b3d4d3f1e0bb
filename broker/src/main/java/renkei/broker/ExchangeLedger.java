package renkei.broker;

import java.util.List;
import renkei.codebook.Exchange;
import renkei.codebook.database.TenantTransaction;

/** Where exchange records go. */
public interface ExchangeLedger {

  /** What came of recording an exchange. */
  enum Recording {
    /** It is on record, as soon as the transaction is committed. */
    RECORDED,
    /**
     * There is a record of this exchange (where the tenant asks) or under this permit (where it
     * answers) already; nothing was written. A second answer must not leave.
     */
    ALREADY_RECORDED
  }

  /**
   * Records exchanges in the given transaction. An exception rolls it back, and nothing leaves: the
   * record is committed before the answer goes out, or not at all.
   *
   * @param exchanges one at least
   * @return what came of each, in the same order
   */
  List<Recording> record(TenantTransaction transaction, List<Exchange> exchanges);
}
