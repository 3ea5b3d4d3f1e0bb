package renkei.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static renkei.gateway.testing.Parties.DIRECTORY;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.PENSION;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.testing.DeliveredList;
import renkei.codebook.testing.SettableClock;
import renkei.gateway.replay.ReplayReport.Change;
import renkei.gateway.replay.ReplayReport.Kind;
import renkei.gateway.replay.ReplayReport.Place;
import renkei.gateway.replay.ReplayReport.Verdict;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.gateway.testing.TestDatabase;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** A day of 1,206 records of two tenants, more than two pages of one of them. */
class ReplayTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
  private static final Instant MORNING = Instant.parse("2026-11-29T00:30:00Z");
  private static final BodyClass PENSIONS = DeliveredList.kind(AgencyKind.PENSION_SERVICE);
  private static final BodyClass CITIES = DeliveredList.kind(AgencyKind.MUNICIPALITY);
  private static final InformationCode TAX = new InformationCode("TM00000000000201");

  private static final SettableClock CLOCK = SettableClock.standing(MORNING);
  private static final Database DATABASE = TestDatabase.openOwn();
  private static final TenantStore STORE =
      new PostgresTenantStore(
          DATABASE,
          ShippedEditions.shelf(DATABASE),
          Parties.shared()::keys,
          CLOCK,
          new SecureRandom());

  private final Replay replay = new Replay(DATABASE, STORE, DIRECTORY);

  @BeforeAll
  static void makeTheDay() {
    record(
        KITA,
        IntStream.range(0, 1_100).mapToObj(_ -> allowed(KITA_AGENCY, 1, "R-1", MORNING)).toList());
    record(KITA, IntStream.range(0, 4).mapToObj(_ -> refused(KITA_AGENCY, 3)).toList());
    record(
        MINAMI,
        IntStream.range(0, 100).mapToObj(_ -> allowed(MINAMI_AGENCY, 2, "R-2", MORNING)).toList());
    Exchange withoutList =
        exchange(
            MINAMI_AGENCY,
            1,
            Exchange.Handling.UNKNOWN,
            Exchange.Told.of(Outcome.NO_RECORD, Optional.empty(), MORNING));
    Instant dayBefore = Instant.parse("2026-11-28T14:59:59Z");
    record(MINAMI, List.of(withoutList, allowed(MINAMI_AGENCY, 1, "R-1", dayBefore)));
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static void record(TenantId tenant, List<Exchange> exchanges) {
    boolean _ =
        DATABASE.inTenant(
            tenant,
            tx -> {
              exchanges.forEach(exchange -> STORE.records(tx).append(exchange));
              return true;
            });
  }

  private static Exchange allowed(AgencyCode provider, int procedure, String row, Instant at) {
    return exchange(
        provider,
        procedure,
        new Exchange.Handling(
            Optional.of(Lane.ROUTINE),
            Optional.of(1L),
            Optional.of(new PermissionRowId(row)),
            Exchange.Circumstances.UNKNOWN),
        Exchange.Told.of(Outcome.NO_RECORD, Optional.empty(), at));
  }

  private static Exchange refused(AgencyCode provider, int procedure) {
    return exchange(
        provider,
        procedure,
        new Exchange.Handling(
            Optional.of(Lane.ROUTINE),
            Optional.of(1L),
            Optional.empty(),
            Exchange.Circumstances.UNKNOWN),
        Exchange.Told.of(Outcome.REFUSED, Optional.of(new Reason("NO_PERMISSION")), MORNING));
  }

  private static Exchange exchange(
      AgencyCode provider, int procedure, Exchange.Handling handling, Exchange.Told told) {
    return new Exchange(
        Exchange.Role.PROVIDER,
        ExchangeId.parse(UUID.randomUUID().toString()),
        InquiryId.parse(UUID.randomUUID().toString()),
        Optional.of(PermitId.parse(UUID.randomUUID().toString())),
        PENSION,
        provider,
        new Exchange.Asked(
            Purpose.LINKAGE,
            Optional.of(matter(procedure).affair()),
            matter(procedure).procedure(),
            TAX),
        Optional.empty(),
        handling,
        told);
  }

  private static Matter matter(int procedure) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode("JT%014d".formatted(procedure)),
        TAX,
        new ItemChoice.All());
  }

  private static PermissionRow row(int number) {
    return DeliveredList.row("R-" + number, PENSIONS.id(), CITIES.id(), matter(number));
  }

  private static PermissionList list(long version, Validity validity, List<PermissionRow> rows) {
    return new PermissionList(version, validity, List.of(PENSIONS, CITIES), rows);
  }

  @Test
  void changesNothingUnderTheListThatDecided() {
    ReplayReport report = replay.under(list(1, Validity.ALWAYS, List.of(row(1), row(2))), DAY);

    assertThat(report).isEqualTo(new ReplayReport(1, DAY, DAY, 1_204, 1, List.of()));
  }

  @Test
  void namesExactlyTheDecisionsOfARowThatWasLost() {
    ReplayReport report = replay.under(list(2, Validity.ALWAYS, List.of(row(2))), DAY);

    assertThat(report.changes()).hasSize(1);
    Change change = report.changes().getFirst();
    assertThat(change.kind())
        .isEqualTo(kind(new Verdict(true, "R-1"), new Verdict(false, "NO_PERMISSION"), 1));
    assertThat(change.decisions()).isEqualTo(1_100);
    assertThat(change.records()).hasSize(Change.MOST_RECORDS).allMatch(at -> isOf(KITA, at));
    assertThat(report.changed()).isEqualTo(1_100);
  }

  private static Kind kind(Verdict before, Verdict after, int procedure) {
    return new Kind(
        before,
        after,
        matter(procedure).procedure(),
        TAX,
        AgencyKind.PENSION_SERVICE,
        AgencyKind.MUNICIPALITY);
  }

  private static boolean isOf(TenantId tenant, Place place) {
    return place.tenant().equals(tenant);
  }

  @Test
  void tellsOtherRowsAndNewPermissionsTheGreatestFirst() {
    List<PermissionRow> rows = new ArrayList<>(List.of(row(1), row(3)));
    rows.add(DeliveredList.row("R-0", PENSIONS.id(), CITIES.id(), matter(2)));

    assertThat(replay.under(list(2, Validity.ALWAYS, rows), DAY).changes())
        .extracting(Change::kind, Change::decisions)
        .containsExactly(
            tuple(kind(new Verdict(true, "R-2"), new Verdict(true, "R-0"), 2), 100L),
            tuple(kind(new Verdict(false, "NO_PERMISSION"), new Verdict(true, "R-3"), 3), 4L));
  }

  /** Else a row of few items would seem to refuse what it allowed. */
  @Test
  void decidesForTheItemsAndOnTheTermsThatWereAskedFor() {
    LocalDate day = DAY.plusDays(1);
    Instant then = MORNING.plus(Duration.ofDays(1));
    ItemCode item = new ItemCode("TK00000000020001");
    Exchange plain = allowed(KITA_AGENCY, 1, "R-1", then);
    record(KITA, List.of(on(plain, new ItemChoice.Some(List.of(item))), plain));
    Matter matter = matter(1);
    PermissionRow ofOneItem =
        DeliveredList.row(
            "R-1",
            PENSIONS.id(),
            CITIES.id(),
            new Matter(
                matter.affair(), matter.procedure(), TAX, new ItemChoice.Some(List.of(item))));

    ReplayReport report = replay.under(list(2, Validity.ALWAYS, List.of(ofOneItem)), day);

    assertThat(report.changes())
        .extracting(Change::kind, Change::decisions)
        .containsExactly(
            tuple(
                kind(new Verdict(true, "R-1"), new Verdict(false, "ITEMS_NOT_PERMITTED"), 1), 1L));
    assertThat(report.decisions()).isEqualTo(2);
  }

  private static Exchange on(Exchange exchange, ItemChoice items) {
    return new Exchange(
        exchange.role(),
        ExchangeId.parse(UUID.randomUUID().toString()),
        exchange.inquiry(),
        Optional.of(PermitId.parse(UUID.randomUUID().toString())),
        exchange.inquirer(),
        exchange.provider(),
        exchange.asked(),
        Optional.of(new Exchange.Choice(items, Terms.PLAIN)),
        exchange.subject(),
        exchange.handling(),
        exchange.told());
  }

  @Test
  void takesAListThatHasNotBegunAsOnItsFirstDay() {
    LocalDate begins = LocalDate.of(2027, 4, 1);
    Validity later = new Validity(Optional.of(begins), Optional.empty());

    ReplayReport report = replay.under(list(2, later, List.of(row(1), row(2))), DAY);

    assertThat(report).isEqualTo(new ReplayReport(2, DAY, begins, 1_204, 1, List.of()));
  }

  @Test
  void findsNothingOnADayWithoutRecords() {
    assertThat(replay.under(list(1, Validity.ALWAYS, List.of()), DAY.plusDays(5)))
        .isEqualTo(new ReplayReport(1, DAY.plusDays(5), DAY.plusDays(5), 0, 0, List.of()));
  }
}
