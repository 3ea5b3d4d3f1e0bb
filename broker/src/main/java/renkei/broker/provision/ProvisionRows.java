package renkei.broker.provision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import renkei.broker.Direction;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.engine.ReplyStatement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.MessageKind;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/** The table {@code provision}. */
final class ProvisionRows {

  /** One provision that waits for staff, and the message that asked for it. */
  record Held(ProvisionState state, Pointer asked, HeldProvision shown) {}

  /** While a provision waits for staff, the message that asked for it is needed. */
  static final String NEEDED_WHILE =
      """
      EXISTS (SELECT FROM provision p
        WHERE p.tenant = m.tenant AND p.message_id = m.message_id AND p.state = 'ON_HOLD')
      """;

  private static final String INSERT_ALL =
      """
      INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer, information,
        state, outcome, created_at, expires_at, procedure, subject, held_since)
      SELECT :tenant, u.permit, :inquiry, :asked, :asker, :permitLane, :inquirer, u.information,
        u.state, nullif(u.outcome, ''), :now, u.expires_at, u.procedure, nullif(u.subject, ''::bytea),
        CASE WHEN u.state = 'ON_HOLD' THEN CAST(:since AS timestamptz) END
      FROM unnest(:permits, :informations, :states, :outcomes, :ends, :procedures, :subjects)
        AS u (permit, information, state, outcome, expires_at, procedure, subject)
      ON CONFLICT DO NOTHING
      """;

  private static final NamedSql INSERT = NamedSql.of(INSERT_ALL);

  /** The answers, the provisions and the end of what was asked, in one round trip. */
  private static final NamedSql ANSWER = ReplyStatement.around(INSERT_ALL);

  private static final NamedSql KNOWN =
      NamedSql.of(
          "SELECT permit_id FROM provision WHERE tenant = :tenant AND permit_id = ANY (:permits)");

  private static final String HELD =
      """
      SELECT state, permit_id, message_id, peer, lane, inquirer, procedure, information, subject, held_since,
        expires_at
      FROM provision WHERE tenant = :tenant AND state = 'ON_HOLD'
      """;

  private static final NamedSql LOCK = NamedSql.of(HELD + "AND permit_id = :permit FOR UPDATE");

  private static final NamedSql LOCK_IDLE =
      NamedSql.of(HELD + "AND permit_id = :permit FOR UPDATE SKIP LOCKED");

  /** Where there is no such provision (any more), all are after it. */
  private static final NamedSql NEXT =
      NamedSql.of(
          HELD
              + """
              AND ((expires_at, permit_id) <= (
                SELECT expires_at, permit_id FROM provision
                WHERE tenant = :tenant AND permit_id = CAST(:after AS uuid))) IS NOT TRUE
              ORDER BY expires_at, permit_id LIMIT :atMost
              """);

  private static final NamedSql OVERDUE =
      NamedSql.of(
          """
          SELECT permit_id FROM provision
          WHERE tenant = :tenant AND state = 'ON_HOLD' AND expires_at <= :now
          ORDER BY created_at, permit_id LIMIT :atMost
          """);

  private static final String BY_KEY = " WHERE tenant = :tenant AND permit_id = :permit";

  private static final NamedSql HOLD_AGAIN =
      NamedSql.of("UPDATE provision SET subject = :subject, held_since = :since" + BY_KEY);

  /** The row need not say any more whom it is about. */
  private static final NamedSql DECIDE =
      NamedSql.of(
          "UPDATE provision SET state = :state, outcome = :outcome, subject = NULL" + BY_KEY);

  private static final NamedSql PURGE =
      NamedSql.of(
          """
          DELETE FROM provision WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM provision
            WHERE tenant = :tenant AND expires_at < :before AND state <> 'ON_HOLD' LIMIT :atMost))
          """);

  private final Function<TenantId, SealedColumns> columns;

  ProvisionRows(Function<TenantId, SealedColumns> columns) {
    this.columns = columns;
  }

  /**
   * Provisions that begin with one message.
   *
   * @param message the message that asked for them
   * @param decided those that have their outcome
   * @param held those that wait for staff
   * @param since when it was that they were found to
   */
  record Begun(
      StoredMessage message,
      List<AnswerDecision.Decided> decided,
      List<AnswerDecision.Asked> held,
      Instant since) {

    int count() {
      return decided.size() + held.size();
    }

    private List<New> rows() {
      List<New> rows = new ArrayList<>();
      for (AnswerDecision.Decided each : decided) {
        rows.add(
            new New(
                each.permit(),
                ProvisionState.DECIDED,
                Optional.of(each.ending().outcome()),
                Optional.empty()));
      }
      for (AnswerDecision.Asked each : held) {
        // An answer about nobody is never held.
        rows.add(
            new New(
                each.permit(),
                ProvisionState.ON_HOLD,
                Optional.empty(),
                Optional.of(each.subject().orElseThrow())));
      }
      return rows;
    }
  }

  private record New(
      Permit permit,
      ProvisionState state,
      Optional<Outcome> outcome,
      Optional<AddresseeNumber> subject) {}

  /** Which of these permits there are provisions under. */
  Set<PermitId> known(UnitOfWork work, List<PermitId> permits) {
    return Set.copyOf(
        KNOWN
            .on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("permits", SqlArray.uuids(permits, PermitId::value))
            .list(row -> new PermitId(row.getObject(1, UUID.class))));
  }

  /** Keeps provisions that nothing is sent for yet; false if there is one of them already. */
  boolean insert(UnitOfWork work, Begun begun, Instant now) {
    return INSERT.on(work.handle()).bindAll(binds -> bind(binds, work, begun, now)).update()
        == begun.count();
  }

  /** Keeps provisions together with the answers to some of them, and ends what was asked. */
  ReplyStatement reply(UnitOfWork work, Begun begun, Instant now) {
    return ReplyStatement.to(
        begun.message(), ANSWER, begun.count(), binds -> bind(binds, work, begun, now));
  }

  private void bind(NamedSql.Binds binds, UnitOfWork work, Begun begun, Instant now) {
    List<New> rows = begun.rows();
    Permit any = rows.getFirst().permit();
    binds
        .bind("tenant", work.tenant().value())
        .bind("inquiry", any.inquiry().value())
        .bind("asked", begun.message().id().value())
        .bind("asker", begun.message().peer().value())
        .bind("permitLane", any.lane())
        .bind("inquirer", any.inquirer().value())
        .bind("now", now)
        .bind("since", begun.since())
        .bind("permits", SqlArray.uuids(rows, row -> row.permit().id().value()))
        .bind(
            "informations",
            SqlArray.texts(rows, row -> row.permit().matter().information().value()))
        .bind(
            "states",
            SqlArray.texts(rows, row -> ProvisionState.TRANSITIONS.beginning(row.state()).name()))
        .bind("outcomes", SqlArray.texts(rows, row -> row.outcome().map(Outcome::name).orElse("")))
        .bind("ends", SqlArray.times(rows, row -> row.permit().expiresAt()))
        .bind("procedures", SqlArray.texts(rows, row -> row.permit().matter().procedure().value()))
        .bind(
            "subjects",
            SqlArray.bytes(
                rows,
                row ->
                    row.subject()
                        .map(subject -> box(work, row.permit().id(), subject))
                        .orElseGet(() -> new byte[0])));
  }

  /** A provision that waits for staff, for the caller alone until the transaction ends. */
  Optional<Held> lock(UnitOfWork work, PermitId permit) {
    return on(LOCK, work, permit).findOne(row -> read(work, row));
  }

  /** As {@link #lock}; empty also while somebody else has it in hand. */
  Optional<Held> lockIdle(UnitOfWork work, PermitId permit) {
    return on(LOCK_IDLE, work, permit).findOne(row -> read(work, row));
  }

  /** What waits for staff, and comes after a provision that may have been decided meanwhile. */
  HeldProvisions held(UnitOfWork work, Optional<PermitId> after, int atMost) {
    List<HeldProvision> found =
        NEXT.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("after", after.map(PermitId::value).orElse(null))
            .bind("atMost", atMost + 1)
            .list(row -> read(work, row).shown());
    if (found.size() <= atMost) {
      return new HeldProvisions(found, Optional.empty());
    }
    List<HeldProvision> shown = found.subList(0, atMost);
    return new HeldProvisions(shown, Optional.of(shown.getLast().permit()));
  }

  /** What waits for staff although its permit has expired, oldest first. */
  List<PermitId> overdue(UnitOfWork work, Instant now, int atMost) {
    return OVERDUE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("now", now)
        .bind("atMost", atMost)
        .list(row -> new PermitId(row.getObject(1, UUID.class)));
  }

  /** It waits on, for staff to see whom it is about now, and why. */
  void holdAgain(UnitOfWork work, PermitId permit, AddresseeNumber subject, Instant since) {
    int _ =
        on(HOLD_AGAIN, work, permit)
            .bind("subject", box(work, permit, subject))
            .bind("since", since)
            .update();
  }

  /** A locked provision gets its outcome. */
  void decide(UnitOfWork work, Held locked, Outcome outcome) {
    if (ProvisionState.TRANSITIONS.changes(locked.state(), ProvisionState.DECIDED)) {
      int _ =
          on(DECIDE, work, locked.shown().permit())
              .bind("state", ProvisionState.DECIDED)
              .bind("outcome", outcome)
              .update();
    }
  }

  /** Deletes some provisions whose permit expired before {@code before}; returns how many. */
  int purge(UnitOfWork work, Instant before, int atMost) {
    return PURGE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("before", before)
        .bind("atMost", atMost)
        .update();
  }

  private static NamedSql.Run on(NamedSql statement, UnitOfWork work, PermitId permit) {
    return statement
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("permit", permit.value());
  }

  private Held read(UnitOfWork work, ResultSet row) throws SQLException {
    PermitId permit = new PermitId(row.getObject("permit_id", UUID.class));
    return new Held(
        ProvisionState.valueOf(row.getString("state")),
        new Pointer(
            new QueueKey(work.tenant(), Direction.IN, Lane.valueOf(row.getString("lane"))),
            MessageKind.PERMITTED_INQUIRY,
            new AgencyCode(row.getString("peer")),
            new MessageId(row.getObject("message_id", UUID.class))),
        new HeldProvision(
            permit,
            subject(work, permit, row.getBytes("subject")),
            new AgencyCode(row.getString("inquirer")),
            new ProcedureCode(row.getString("procedure")),
            new InformationCode(row.getString("information")),
            row.getTimestamp("held_since").toInstant(),
            row.getTimestamp("expires_at").toInstant()));
  }

  private byte[] box(UnitOfWork work, PermitId permit, AddresseeNumber subject) {
    return columns.apply(work.tenant()).sealRow(name(permit), subject.value().getBytes(UTF_8));
  }

  private AddresseeNumber subject(UnitOfWork work, PermitId permit, byte[] box) {
    return AddresseeNumber.known(
        new String(columns.apply(work.tenant()).openRow(name(permit), box), UTF_8));
  }

  private static String name(PermitId permit) {
    return "provision/" + permit.value();
  }
}
