package renkei.broker.inquiry;

import java.time.Clock;
import java.util.Optional;
import renkei.broker.InquiryState;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/** Takes the core's decision on one of the tenant's inquiries. */
final class DecisionHandler {

  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final ServedAgencies agencies;
  private final Clock clock;

  DecisionHandler(InquiryRows inquiries, InquiryEnding ending, EngineParts engine) {
    this.inquiries = inquiries;
    this.ending = ending;
    this.agencies = engine.agencies();
    this.clock = engine.clock();
  }

  Settlement decide(UnitOfWork work, Decision decision) {
    if (!decision.sender().equals(agencies.core())) {
      return new Settlement.Refused(InquiryReasons.NOT_THE_CORE);
    }
    Optional<InquiryRows.Row> inquiry = inquiries.lock(work, decision.inquiry());
    return inquiry
        .map(row -> decide(work, row, decision.verdict()))
        .orElseGet(() -> new Settlement.Refused(InquiryReasons.UNKNOWN_INQUIRY));
  }

  private Settlement decide(UnitOfWork work, InquiryRows.Row inquiry, Decision.Verdict verdict) {
    return switch (verdict) {
      case Decision.Granted(Permit permit) -> permit(work, inquiry, permit);
      case Decision.Refused(Reason reason) ->
          inquiry.permit().isPresent()
              ? new Settlement.Refused(InquiryReasons.OTHER_PERMIT)
              : finish(work, inquiry, Ending.of(Outcome.REFUSED, Optional.of(reason)));
      // Even under a permit: that the provider cannot be asked may turn out only afterwards.
      case Decision.Failed(Reason reason, boolean askingAgainHelps) ->
          finish(work, inquiry, Ending.failed(reason, askingAgainHelps));
    };
  }

  private Settlement permit(UnitOfWork work, InquiryRows.Row inquiry, Permit permit) {
    if (inquiry.permit().isPresent()) {
      return inquiry.permit().get().equals(permit.id())
          ? new Settlement.Done()
          : new Settlement.Refused(InquiryReasons.OTHER_PERMIT);
    }
    if (!matches(work, inquiry, permit)) {
      return new Settlement.Refused(InquiryReasons.OTHER_INQUIRY);
    }
    if (inquiry.state() == InquiryState.FINISHED) {
      return new Settlement.Late();
    }
    inquiries.permit(work, inquiry, permit);
    return new Settlement.Done();
  }

  /** The permit must be leave for exactly what was asked. */
  private boolean matches(UnitOfWork work, InquiryRows.Row inquiry, Permit permit) {
    return permit.inquiry().equals(inquiry.id())
        && permit.inquirer().equals(agencies.agency(work.tenant()))
        && permit.provider().equals(inquiry.provider())
        && permit.purpose() == inquiry.purpose()
        && inquiry.affair().equals(Optional.of(permit.affair()))
        && permit.procedure().equals(inquiry.procedure())
        && permit.information().equals(inquiry.information());
  }

  private Settlement finish(UnitOfWork work, InquiryRows.Row inquiry, Ending how) {
    if (inquiry.state() == InquiryState.FINISHED) {
      return inquiry.outcome().equals(Optional.of(how.outcome()))
          ? new Settlement.Done()
          : new Settlement.Late();
    }
    ending.finish(work, inquiry, how, clock.instant());
    return new Settlement.Done();
  }
}
