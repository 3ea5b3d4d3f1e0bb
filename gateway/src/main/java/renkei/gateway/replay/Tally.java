package renkei.gateway.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionIndex;
import renkei.codebook.permission.PermissionQuestion;
import renkei.gateway.replay.ReplayReport.Change;
import renkei.gateway.replay.ReplayReport.Kind;
import renkei.gateway.replay.ReplayReport.Place;
import renkei.gateway.replay.ReplayReport.Verdict;
import renkei.tenantstore.record.ExchangeRecord;

/** Makes decisions again, record by record, and counts those that come out otherwise. */
final class Tally {

  /** Of one kind. */
  private static final class Counted {
    private long decisions;
    private final List<Place> first = new ArrayList<>();

    private void add(Place place) {
      decisions++;
      if (first.size() < Change.MOST_RECORDS) {
        first.add(place);
      }
    }
  }

  private final PermissionIndex list;
  private final AgencyDirectory directory;
  private final LocalDate judgedOn;
  private final Map<Kind, Counted> changes = new HashMap<>();
  private long decisions;
  private long withoutList;

  Tally(PermissionIndex list, AgencyDirectory directory, LocalDate judgedOn) {
    this.list = list;
    this.directory = directory;
    this.judgedOn = judgedOn;
  }

  void add(TenantId tenant, ExchangeRecord record) {
    Exchange exchange = record.exchange();
    Optional<AffairCode> affair = exchange.asked().affair().or(() -> affairOf(exchange));
    if (exchange.handling().list().isEmpty() || affair.isEmpty()) {
      withoutList++;
      return;
    }
    decisions++;
    Verdict before = before(exchange);
    Verdict after = after(exchange, affair.get());
    if (!before.equals(after)) {
      Kind kind =
          new Kind(
              before,
              after,
              exchange.asked().procedure(),
              exchange.asked().information(),
              kind(exchange.inquirer()),
              kind(exchange.provider()));
      changes.computeIfAbsent(kind, _ -> new Counted()).add(new Place(tenant, record.id()));
    }
  }

  ReplayReport report(LocalDate day) {
    return new ReplayReport(
        list.version(),
        day,
        judgedOn,
        decisions,
        withoutList,
        changes.entrySet().stream()
            .map(
                each -> new Change(each.getKey(), each.getValue().decisions, each.getValue().first))
            .sorted(
                Comparator.comparingLong(Change::decisions)
                    .reversed()
                    .thenComparing(change -> change.kind().toString()))
            .toList());
  }

  private Optional<AffairCode> affairOf(Exchange exchange) {
    return list.affairOf(exchange.asked().procedure());
  }

  /** A record that names no row tells by its outcome and reason whether its list refused it. */
  private static Verdict before(Exchange exchange) {
    Optional<String> refused =
        exchange
            .told()
            .reason()
            .filter(_ -> exchange.told().outcome() == Outcome.REFUSED)
            .map(Reason::value);
    return exchange
        .handling()
        .row()
        .map(row -> new Verdict(true, row.value()))
        .or(() -> refused.map(reason -> new Verdict(false, reason)))
        .orElseGet(() -> new Verdict(true, "ROW_NOT_ON_RECORD"));
  }

  private Verdict after(Exchange exchange, AffairCode affair) {
    Terms terms = exchange.choice().map(Exchange.Choice::terms).orElse(Terms.PLAIN);
    PermissionQuestion question =
        new PermissionQuestion(
            exchange.inquirer(),
            exchange.provider(),
            exchange.asked().purpose(),
            new Matter(
                affair,
                exchange.asked().procedure(),
                exchange.asked().information(),
                exchange.choice().map(Exchange.Choice::items).orElseGet(ItemChoice.All::new)),
            terms.delegation(),
            terms.consent(),
            judgedOn);
    return switch (list.decide(question)) {
      case PermissionDecision.Allowed(PermissionRowId row, _) -> new Verdict(true, row.value());
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          new Verdict(false, why.name());
    };
  }

  /** Who asks or is asked is a body of the directory, or its request would not have come so far. */
  private AgencyKind kind(AgencyCode code) {
    return directory
        .find(code)
        .map(Agency::kind)
        .orElseThrow(() -> new IllegalStateException("the directory lost agency " + code));
  }
}
