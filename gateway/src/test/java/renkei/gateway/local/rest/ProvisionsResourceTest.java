package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renkei.broker.Acceptance;
import renkei.broker.Broker;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.broker.InquiryRequest;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.QueueState;
import renkei.broker.Ruling;
import renkei.broker.Submission;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.local.Rulings;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Login;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Right;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;

class ProvisionsResourceTest {

  private static final HeldProvision HELD =
      new HeldProvision(
          new PermitId(UUID.randomUUID()),
          new AddresseeNumber("0000KITA0004711"),
          Parties.MINAMI_AGENCY,
          new ProcedureCode("JT00000000000012"),
          new InformationCode("TM00000000000201"),
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(600));

  private static final SecurityContext BY =
      new StaffContext(
          new Actor(
              Place.of(Parties.KITA), new Login("staff"), "Staff", "key:test", Right.OF_STAFF));

  private final Database database = TestDatabase.open();

  private final ProvisionsResource resource =
      new ProvisionsResource(new Rulings(new HoldsOneAgain(), PersonsUnderTest.desk(database)));

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void showsStaffWhomAHeldProvisionIsAboutAndNoLog() {
    ProvisionsResource.Waiting held = resource.held(Parties.KITA, "ON_HOLD", null);

    assertThat(held.provisions())
        .containsExactly(
            new ProvisionsResource.Held(
                HELD.permit().toString(),
                "0000KITA0004711",
                Parties.MINAMI_AGENCY.value(),
                "JT00000000000012",
                "TM00000000000201",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(600)));
    assertThat(held.toString()).doesNotContain("4711");
  }

  @Test
  void saysThatThereAreMoreAndGoesOnThere() {
    ProvisionsResource.Waiting first = resource.held(Parties.KITA, "ON_HOLD", null);
    assertThat(first.next()).contains(HELD.permit().toString());

    ProvisionsResource.Waiting rest =
        resource.held(Parties.KITA, "ON_HOLD", first.next().orElseThrow());
    assertThat(rest.provisions()).isEmpty();
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void logsWhatStaffRuledAndNotAboutWhom() {
    PermitId released = new PermitId(UUID.randomUUID());
    try (CapturedLog log = CapturedLog.open()) {
      var _ = resource.release(Parties.KITA, released, BY);
      var _ = resource.refuse(Parties.KITA, HELD.permit(), BY);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> resource.release(Parties.KITA, HELD.permit(), BY));

      assertThat(log.lines())
          .containsExactly(
              "INFO staff of 990019 released the provision of permit " + released,
              "INFO staff of 990019 refused the provision of permit " + HELD.permit());
    }
  }

  @Test
  void tellsStaffToLookAgainWhereTheyCannotHaveSeenEverything() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resource.release(Parties.KITA, HELD.permit(), BY))
        .satisfies(refused -> assertThat(refused.error()).isEqualTo(RequestError.HELD_AGAIN));
  }

  /** Of a broker only what staff ask for. */
  private static final class HoldsOneAgain implements Broker {

    @Override
    public Optional<InquiryStatus> find(TenantId tenant, LocalId localId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InquiryStatus.Page inquiries(TenantId tenant, Optional<InquiryId> after, int atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InquiryStatus.Page search(
        TenantId tenant, InquirySearch wanted, Optional<InquiryId> after, int atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost) {
      return after.isEmpty()
          ? new HeldProvisions(List.of(HELD), Optional.of(HELD.permit()))
          : new HeldProvisions(List.of(), Optional.empty());
    }

    @Override
    public Ruling release(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
      return permit.equals(HELD.permit())
          ? new Ruling.HeldAgain()
          : new Ruling.Ruled(Outcome.PROVIDED);
    }

    @Override
    public Ruling refuse(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
      return new Ruling.Ruled(Outcome.WITHHELD);
    }

    @Override
    public Acceptance accept(InboundMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Duration> busy(
        TenantId receiver, MessageKind kind, Lane lane, Optional<UUID> about) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Submission inquire(TenantId tenant, InquiryRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InquiryStatus> withdraw(
        TenantId tenant, InquiryId inquiry, Set<ExchangeId> which) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<QueueState> queues() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start() {}

    @Override
    public boolean drainAndStop(Duration atMost) {
      return true;
    }
  }
}
