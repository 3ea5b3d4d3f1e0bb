package renkei.broker.inquiry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.Direction;
import renkei.broker.ExchangeLedger;
import renkei.broker.engine.BrokerMeters;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.Exchange;
import renkei.codebook.Handling;

/** Gives exchanges their one outcome: row, record, metric, and a signal to whoever waits. */
final class InquiryEnding {

  private final ExchangeRows exchanges;
  private final ExchangeLedger ledger;
  private final BrokerMeters meters;
  private final ServedAgencies agencies;
  private final CompletionSignals signals;

  InquiryEnding(
      ExchangeRows exchanges,
      ExchangeLedger ledger,
      EngineParts engine,
      CompletionSignals signals) {
    this.exchanges = exchanges;
    this.ledger = ledger;
    this.meters = engine.meters();
    this.agencies = engine.agencies();
    this.signals = signals;
  }

  /**
   * How an exchange ends.
   *
   * @param given what the answer gave
   * @param notDisclosed whether the provider keeps it from being shown to the person
   * @param list version of the own permission list that refused it
   */
  record Ended(
      ExchangeRows.Row exchange,
      Ending how,
      Optional<Exchange.Given> given,
      boolean notDisclosed,
      Optional<Long> list) {

    /** Of which no more is known. */
    static Ended of(ExchangeRows.Row exchange, Ending how) {
      return new Ended(exchange, how, Optional.empty(), false, Optional.empty());
    }

    /** By the list of that version, which did not allow it. */
    static Ended refused(ExchangeRows.Row exchange, Ending how, Optional<Long> list) {
      return new Ended(exchange, how, Optional.empty(), false, list);
    }

    /** With what was given, if something was. */
    static Ended answered(
        ExchangeRows.Row exchange,
        Ending how,
        Optional<Exchange.Given> given,
        boolean notDisclosed) {
      return new Ended(exchange, how, given, notDisclosed, Optional.empty());
    }
  }

  /** Ends exchanges that this transaction has locked and that have not ended. */
  void finish(UnitOfWork work, List<Ended> ended, Instant now) {
    if (ended.isEmpty()) {
      return;
    }
    Map<ExchangeRows.Row, Ending> rows = new LinkedHashMap<>();
    ended.forEach(each -> rows.put(each.exchange(), each.how()));
    exchanges.finish(work, rows, now);
    record(work, ended, now);
  }

  /** Records outcomes whose rows have been written; of none nothing. */
  void record(UnitOfWork work, List<Ended> ended, Instant now) {
    if (ended.isEmpty()) {
      return;
    }
    // Whether there is a record already makes no difference: the row ends once, and nothing leaves.
    List<ExchangeLedger.Recording> _ =
        ledger.record(
            work.transaction(), ended.stream().map(each -> exchange(work, each, now)).toList());
    work.afterCommit(() -> ended.forEach(each -> tell(work, each)));
  }

  private void tell(UnitOfWork work, Ended ended) {
    meters.outcome(work.tenant(), Direction.OUT, ended.exchange().lane(), ended.how().outcome());
    signals.complete(ended.exchange().inquiry());
  }

  private Exchange exchange(UnitOfWork work, Ended ended, Instant now) {
    ExchangeRows.Row row = ended.exchange();
    ExchangeRows.Asked asked = row.asked();
    Optional<Permit.Grounds> grounds = row.granted().flatMap(ExchangeRows.Granted::grounds);
    return new Exchange(
        Exchange.Role.INQUIRER,
        row.id(),
        row.inquiry(),
        row.granted().map(ExchangeRows.Granted::permit),
        agencies.agency(work.tenant()),
        asked.provider(),
        new Exchange.Asked(asked.purpose(), asked.affair(), asked.procedure(), asked.information()),
        Optional.of(new Exchange.Choice(asked.items(), asked.terms())),
        Optional.of(asked.subject()),
        new Exchange.Handling(
            Optional.of(row.lane()),
            ended.list().or(() -> grounds.map(Permit.Grounds::list)),
            grounds.map(Permit.Grounds::row),
            Exchange.Circumstances.of(Handling.askedFor(row.lane()), asked.by())),
        new Exchange.Told(
            ended.how().outcome(),
            ended.how().reason(),
            ended.given(),
            ended.notDisclosed(),
            Optional.of(row.askedAt()),
            now));
  }
}
