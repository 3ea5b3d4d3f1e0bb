package renkei.broker.inquiry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.engine.LaneTransactions;
import renkei.codebook.InquiryId;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Permits;

/** Says where inquiries stand, and waits for them to finish. */
final class InquiryWatch {

  /** Another gateway may finish an inquiry: look again even if nothing signals it here. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final InquiryRows rows;
  private final LaneTransactions transactions;
  private final CompletionSignals signals;

  InquiryWatch(InquiryRows rows, LaneTransactions transactions, CompletionSignals signals) {
    this.rows = rows;
    this.transactions = transactions;
    this.signals = signals;
  }

  /** As {@link renkei.broker.Broker#find}. */
  Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    Semaphore signal = signals.listen(inquiry);
    try {
      while (true) {
        Optional<InquiryStatus> status = look(tenant, inquiry);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()
            || status.isEmpty()
            || status.get().state() == InquiryState.FINISHED
            || Thread.currentThread().isInterrupted()) {
          return status;
        }
        boolean _ = Permits.acquire(signal, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
      }
    } finally {
      signals.leave(inquiry);
    }
  }

  /** As {@link renkei.broker.Broker#find(TenantId, LocalId)}. */
  Optional<InquiryStatus> find(TenantId tenant, LocalId localId) {
    return transactions.lookUp(
        tenant, work -> rows.find(work, localId).map(InquiryRows.Row::status));
  }

  /** As {@link renkei.broker.Broker#inquiries}. */
  InquiryStatus.Page page(TenantId tenant, Optional<InquiryId> after, int atMost) {
    return transactions.lookUp(tenant, work -> rows.page(work, after, atMost));
  }

  /** As {@link renkei.broker.Broker#search}. */
  InquiryStatus.Page search(
      TenantId tenant, InquirySearch wanted, Optional<InquiryId> after, int atMost) {
    return transactions.lookUp(tenant, work -> rows.search(work, wanted, after, atMost));
  }

  private Optional<InquiryStatus> look(TenantId tenant, InquiryId inquiry) {
    return transactions.lookUp(
        tenant, work -> rows.find(work, inquiry).map(InquiryRows.Row::status));
  }
}
