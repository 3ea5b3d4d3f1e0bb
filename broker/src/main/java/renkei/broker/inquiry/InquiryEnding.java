package renkei.broker.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.broker.Direction;
import renkei.broker.ExchangeLedger;
import renkei.broker.engine.BrokerMeters;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Answer;
import renkei.broker.message.Ending;
import renkei.codebook.Exchange;

/** Gives an inquiry its one outcome: row, record, metric, and a signal to whoever waits. */
final class InquiryEnding {

  private final InquiryRows inquiries;
  private final ExchangeLedger ledger;
  private final BrokerMeters meters;
  private final ServedAgencies agencies;
  private final CompletionSignals signals;

  InquiryEnding(
      InquiryRows inquiries, ExchangeLedger ledger, EngineParts engine, CompletionSignals signals) {
    this.inquiries = inquiries;
    this.ledger = ledger;
    this.meters = engine.meters();
    this.agencies = engine.agencies();
    this.signals = signals;
  }

  /** What only whoever ends an inquiry knows of it. */
  record Known(Optional<Exchange.Given> given, Optional<Long> list) {

    static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

    /** What the answer gave. */
    static Known of(Answer.Provided provided) {
      return new Known(Optional.of(provided.given()), Optional.empty());
    }
  }

  /** Ends an inquiry that this transaction has locked; one that has ended stays as it is. */
  void finish(UnitOfWork work, InquiryRows.Row locked, Ending ending, Instant now) {
    finish(work, locked, ending, Known.NOTHING, now);
  }

  /** As the other method, and more is known. */
  void finish(UnitOfWork work, InquiryRows.Row locked, Ending ending, Known known, Instant now) {
    if (inquiries.finish(work, locked, ending, now)) {
      record(work, locked, ending, known, now);
    }
  }

  /** Records an outcome whose row has been written. */
  void record(UnitOfWork work, InquiryRows.Row inquiry, Ending ending, Known known, Instant now) {
    // Whether there is a record already makes no difference: the row ends once, and nothing leaves.
    List<ExchangeLedger.Recording> _ =
        ledger.record(work.transaction(), List.of(exchange(work, inquiry, ending, known, now)));
    work.afterCommit(
        () -> {
          meters.outcome(work.tenant(), Direction.OUT, inquiry.lane(), ending.outcome());
          signals.complete(inquiry.id());
        });
  }

  private Exchange exchange(
      UnitOfWork work, InquiryRows.Row inquiry, Ending ending, Known known, Instant now) {
    return new Exchange(
        Exchange.Role.INQUIRER,
        inquiry.exchange(),
        inquiry.id(),
        inquiry.permit(),
        agencies.agency(work.tenant()),
        inquiry.provider(),
        new Exchange.Asked(
            inquiry.purpose(), inquiry.affair(), inquiry.procedure(), inquiry.information()),
        Optional.of(inquiry.subject()),
        new Exchange.Handling(Optional.of(inquiry.lane()), known.list()),
        new Exchange.Told(
            ending.outcome(), ending.reason(), known.given(), Optional.of(inquiry.askedAt()), now));
  }
}
