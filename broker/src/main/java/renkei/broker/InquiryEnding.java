package renkei.broker;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;

/** Gives an inquiry its one outcome: row, record, metric, and word to whoever waits. */
final class InquiryEnding {

  private final InquiryRows inquiries;
  private final ExchangeLedger ledger;
  private final BrokerMeters meters;
  private final Waiters waiters;
  private final Own own;

  InquiryEnding(InquiryRows inquiries, ExchangeLedger ledger, Shared shared) {
    this.inquiries = inquiries;
    this.ledger = ledger;
    this.meters = shared.meters();
    this.waiters = shared.waiters();
    this.own = shared.own();
  }

  /** The row is locked by this transaction, and not finished. */
  void finish(Work work, InquiryRows.Row inquiry, Ending ending, Instant now) {
    if (!Transitions.INQUIRY.changes(inquiry.state(), InquiryState.FINISHED)) {
      return;
    }
    inquiries.finish(work, inquiry.id(), ending, now);
    record(work, inquiry, ending, now);
  }

  /** Records an outcome whose row has been written. */
  void record(Work work, InquiryRows.Row inquiry, Ending ending, Instant now) {
    AgencyCode inquirer = own.agency(work.tenant());
    ledger.record(
        work.transaction(),
        new Exchange(
            Exchange.Role.INQUIRER,
            inquiry.id(),
            inquiry.permit(),
            inquirer,
            inquiry.provider(),
            inquiry.purpose(),
            inquiry.procedure(),
            inquiry.information(),
            Optional.of(inquiry.subject()),
            ending.outcome(),
            ending.reason(),
            now));
    work.afterwards(
        () -> {
          meters.outcome(work.tenant(), Direction.OUT, inquiry.lane(), ending.outcome());
          waiters.ring(inquiry.id());
        });
  }
}
