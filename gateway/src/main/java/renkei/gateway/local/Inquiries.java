package renkei.gateway.local;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import renkei.broker.Broker;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.Submission;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.JapanTime;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.contract.ContentXml;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.Result;
import renkei.tenantstore.TenantStore;

/**
 * Inquiries (情報照会) of local systems, and what came of them. Every method throws {@link
 * RefusedException} for what is not served. Thread-safe.
 */
public final class Inquiries {

  /** How long a caller may wait for an outcome. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final int AT_ONCE = 1_000;

  private static final int FOUND_AT_ONCE = 500;

  private static final Duration WAITING_ROUND = Duration.ofSeconds(1);

  private final Broker broker;
  private final TenantStore store;
  private final LookupTransactions lookups;
  private final AgencyDirectory directory;
  private final Clock clock;
  private final BooleanSupplier closing;

  Inquiries(
      Broker broker,
      TenantStore store,
      LookupTransactions lookups,
      AgencyDirectory directory,
      Clock clock,
      BooleanSupplier closing) {
    this.broker = broker;
    this.store = store;
    this.lookups = lookups;
    this.directory = directory;
    this.clock = clock;
    this.closing = closing;
  }

  /** Takes an inquiry; what comes back is durable. */
  public InquiryTaken take(TenantId tenant, InquiryForm form) {
    return switch (broker.inquire(
        tenant, form.read(tenant, directory, JapanTime.date(clock.instant())))) {
      case Submission.Accepted(InquiryId id, InquiryState state) ->
          new InquiryTaken.UnderWay(id, state);
      case Submission.NotPermitted(InquiryId id, Reason reason) ->
          new InquiryTaken.NotPermitted(id, reason);
      case Submission.NoCode(List<Integer> places) -> throw noCode(places);
      case Submission.LocalIdTaken _ ->
          throw new RefusedException(RequestError.LOCAL_ID_TAKEN, "another inquiry has this name");
      case Submission.Busy(Duration retryAfter) ->
          throw new RefusedException(RequestError.BUSY, "the lane is full", retryAfter);
      case Submission.TooFast(Duration retryAfter) ->
          throw new RefusedException(RequestError.TOO_FAST, "more than counters ask", retryAfter);
    };
  }

  /**
   * Where an inquiry stands.
   *
   * @param wait how long to wait for its outcome, at most {@link #LONGEST_WAIT}; zero to look once
   */
  public InquiryReport find(TenantId tenant, InquiryId inquiry, Duration wait) {
    InquiryStatus status = await(tenant, inquiry, wait).orElseThrow(Inquiries::unknown);
    return new InquiryReport(status, contents(tenant, status));
  }

  /**
   * Takes back what is not answered yet, and says where the inquiry stands then.
   *
   * @param form which of its exchanges
   */
  public InquiryReport withdraw(TenantId tenant, InquiryId inquiry, WithdrawalForm form) {
    InquiryStatus before =
        broker.find(tenant, inquiry, Duration.ZERO).orElseThrow(Inquiries::unknown);
    InquiryStatus status =
        broker.withdraw(tenant, inquiry, form.read(before)).orElseThrow(Inquiries::unknown);
    return new InquiryReport(status, contents(tenant, status));
  }

  private static RefusedException unknown() {
    return new RefusedException(RequestError.NOT_FOUND, "no such inquiry");
  }

  private Map<ExchangeId, InquiryReport.Content> contents(TenantId tenant, InquiryStatus status) {
    List<ExchangeId> provided =
        status.exchanges().stream()
            .filter(each -> each.outcome().equals(Optional.of(Outcome.PROVIDED)))
            .map(InquiryStatus.OfExchange::id)
            .toList();
    if (provided.isEmpty()) {
      return Map.of();
    }
    return lookups.inTenant(
        tenant,
        tx ->
            provided.stream()
                .flatMap(exchange -> store.results(tx).find(exchange).stream())
                .collect(Collectors.toMap(Result::exchange, Inquiries::content)));
  }

  private static InquiryReport.Content content(Result result) {
    return new InquiryReport.Content(
        result.edition(), ContentXml.read(result.content()).flatMap(Inquiries::records));
  }

  private static RefusedException noCode(List<Integer> places) {
    String names = places.stream().map(InquiryForm::name).collect(Collectors.joining(", "));
    return new RefusedException(
        RequestError.NO_CODE,
        "no code yet",
        new FieldFault(
            names, new Phrase("be about somebody who has a code", "符号のある方についての照会であること")));
  }

  /** The inquiry that the local system gave this name. */
  public Optional<InquiryStatus> find(TenantId tenant, LocalId localId) {
    return broker.find(tenant, localId);
  }

  /**
   * The tenant's own inquiries that are kept still, the newest first.
   *
   * @param after those up to this one have been seen
   */
  public InquiryStatus.Page page(TenantId tenant, Optional<InquiryId> after) {
    return broker.inquiries(tenant, after, AT_ONCE);
  }

  /** Looks for the tenant's own inquiries that are kept still; as much as one answer holds. */
  public InquiryStatus.Page search(TenantId tenant, InquirySearchForm form) {
    return broker.search(tenant, form.read(tenant, directory), form.seen(), FOUND_AT_ONCE);
  }

  /** Waits in short rounds, so that whoever waits does not hold the door open when it closes. */
  private Optional<InquiryStatus> await(TenantId tenant, InquiryId inquiry, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Duration round = left.compareTo(WAITING_ROUND) < 0 ? left : WAITING_ROUND;
      Optional<InquiryStatus> status = broker.find(tenant, inquiry, round);
      if (round.equals(left)
          || status.isEmpty()
          || status.get().state() == InquiryState.FINISHED
          || closing.getAsBoolean()) {
        return status;
      }
    }
  }

  private static Optional<List<ContentXml.OneRecord>> records(ContentXml content) {
    return switch (content) {
      case ContentXml.Records(List<ContentXml.OneRecord> records) -> Optional.of(records);
      case ContentXml.History _ -> Optional.empty();
    };
  }
}
