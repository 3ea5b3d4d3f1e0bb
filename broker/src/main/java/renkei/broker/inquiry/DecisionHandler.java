package renkei.broker.inquiry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.ExchangeId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;

/** Takes the core's decisions on exchanges that the tenant asks for, each by itself. */
final class DecisionHandler {

  private final ExchangeRows exchanges;
  private final InquiryEnding ending;
  private final ServedAgencies agencies;
  private final Clock clock;

  DecisionHandler(ExchangeRows exchanges, InquiryEnding ending, EngineParts engine) {
    this.exchanges = exchanges;
    this.ending = ending;
    this.agencies = engine.agencies();
    this.clock = engine.clock();
  }

  /** What a decision does to one exchange. */
  private sealed interface Step {

    /** What comes of this part of the message. */
    default Settlement settlement() {
      return new Settlement.Done();
    }
  }

  /** The exchange is permitted. */
  private record Permits(ExchangeRows.Row exchange, Permit permit) implements Step {}

  /** The exchange ends. */
  private record Ends(ExchangeRows.Row exchange, Ending how) implements Step {}

  /** It stays as it is. */
  private record Nothing(Settlement settlement) implements Step {

    private static Nothing refused(Reason reason) {
      return new Nothing(new Settlement.Refused(reason));
    }
  }

  Settlement decide(UnitOfWork work, Decision decision) {
    if (!decision.sender().equals(agencies.core())) {
      return new Settlement.Refused(InquiryReasons.NOT_THE_CORE);
    }
    Map<ExchangeId, ExchangeRows.Row> asked =
        exchanges.lock(
            work,
            decision.inquiry(),
            decision.exchanges().stream().map(Decision.Decided::exchange).toList());
    List<Step> steps =
        decision.exchanges().stream()
            .map(
                decided ->
                    Optional.ofNullable(asked.get(decided.exchange()))
                        .map(exchange -> step(work, exchange, decided.verdict()))
                        .orElseGet(() -> Nothing.refused(InquiryReasons.UNKNOWN_INQUIRY)))
            .toList();
    take(work, steps);
    return Settlements.together(steps.stream().map(Step::settlement).toList());
  }

  private void take(UnitOfWork work, List<Step> steps) {
    Instant now = clock.instant();
    Map<ExchangeRows.Row, ExchangeRows.Granted> granted = new LinkedHashMap<>();
    List<InquiryEnding.Ended> ended = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Permits(ExchangeRows.Row exchange, Permit permit) ->
            granted.put(exchange, ExchangeRows.Granted.by(permit));
        case Ends(ExchangeRows.Row exchange, Ending how) ->
            ended.add(InquiryEnding.Ended.of(exchange, how));
        case Nothing _ -> {}
      }
    }
    exchanges.permit(work, granted, now);
    ending.finish(work, ended, now);
  }

  private Step step(UnitOfWork work, ExchangeRows.Row exchange, Decision.Verdict verdict) {
    return switch (verdict) {
      case Decision.Granted(Permit permit) -> permit(work, exchange, permit);
      case Decision.Refused(Reason reason) ->
          exchange.granted().isPresent()
              ? Nothing.refused(InquiryReasons.OTHER_PERMIT)
              : end(exchange, Ending.of(Outcome.REFUSED, Optional.of(reason)));
      // Even under a permit: that the provider cannot be asked may turn out only afterwards.
      case Decision.Failed(Reason reason, boolean askingAgainHelps) ->
          end(exchange, Ending.failed(reason, askingAgainHelps));
    };
  }

  private Step permit(UnitOfWork work, ExchangeRows.Row exchange, Permit permit) {
    Optional<PermitId> before = exchange.granted().map(ExchangeRows.Granted::permit);
    if (before.isPresent()) {
      return before.get().equals(permit.id())
          ? new Nothing(new Settlement.Done())
          : Nothing.refused(InquiryReasons.OTHER_PERMIT);
    }
    if (!matches(work, exchange, permit)) {
      return Nothing.refused(InquiryReasons.OTHER_INQUIRY);
    }
    return exchange.isFinished()
        ? new Nothing(new Settlement.Late())
        : new Permits(exchange, permit);
  }

  /** The permit must be leave for exactly what was asked. */
  private boolean matches(UnitOfWork work, ExchangeRows.Row exchange, Permit permit) {
    ExchangeRows.Asked asked = exchange.asked();
    return permit.exchange().equals(exchange.id())
        && permit.inquiry().equals(exchange.inquiry())
        && permit.inquirer().equals(agencies.agency(work.tenant()))
        && permit.provider().equals(asked.provider())
        && permit.purpose() == asked.purpose()
        && asked.affair().equals(Optional.of(permit.matter().affair()))
        && permit.matter().procedure().equals(asked.procedure())
        && permit.matter().information().equals(asked.information())
        && permit.matter().items().equals(asked.items())
        && permit.terms().equals(asked.terms());
  }

  private static Step end(ExchangeRows.Row exchange, Ending how) {
    if (!exchange.isFinished()) {
      return new Ends(exchange, how);
    }
    return new Nothing(
        exchange.standing().outcome().equals(Optional.of(how.outcome()))
            ? new Settlement.Done()
            : new Settlement.Late());
  }
}
