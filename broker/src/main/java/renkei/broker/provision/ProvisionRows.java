package renkei.broker.provision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  private static final String INSERT_DECIDED =
      """
      INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer, information,
        state, outcome, created_at, expires_at, procedure)
      VALUES (:tenant, :permit, :inquiry, :asked, :asker, :permitLane, :inquirer, :information,
        :state, :outcome, :now, :permitExpiresAt, :procedure)
      ON CONFLICT DO NOTHING
      """;

  private static final NamedSql INSERT = NamedSql.of(INSERT_DECIDED);

  /** The answer, the provision and the end of what was asked, in one round trip. */
  private static final NamedSql ANSWER = ReplyStatement.around(INSERT_DECIDED);

  private static final NamedSql HOLD =
      NamedSql.of(
          """
          INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer,
            information, state, created_at, expires_at, procedure, subject, held_since)
          VALUES (:tenant, :permit, :inquiry, :asked, :asker, :permitLane, :inquirer,
            :information, :state, :now, :permitExpiresAt, :procedure, :subject, :now)
          ON CONFLICT DO NOTHING
          """);

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

  private static final NamedSql DELIVERED =
      NamedSql.of("UPDATE provision SET state = 'DELIVERED'" + BY_KEY + " AND state = 'DECIDED'");

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

  /** Keeps a provision that nothing is sent for; false if there is one under this permit. */
  boolean insert(
      UnitOfWork work, StoredMessage asked, Permit permit, Outcome outcome, Instant now) {
    return INSERT
            .on(work.handle())
            .bindAll(binds -> bindDecided(binds, work, asked, permit, outcome, now))
            .update()
        == 1;
  }

  /** Keeps a provision together with its answer, and ends what was asked. */
  ReplyStatement reply(
      UnitOfWork work, StoredMessage asked, Permit permit, Outcome outcome, Instant now) {
    return ReplyStatement.to(
        asked, ANSWER, binds -> bindDecided(binds, work, asked, permit, outcome, now));
  }

  /** Keeps a provision that waits for staff; false if there is one under this permit. */
  boolean hold(
      UnitOfWork work, StoredMessage asked, Permit permit, AddresseeNumber subject, Instant since) {
    return HOLD.on(work.handle())
            .bindAll(binds -> bindNew(binds, work, asked, permit, ProvisionState.ON_HOLD, since))
            .bind("subject", box(work, permit.id(), subject))
            .update()
        == 1;
  }

  private static void bindDecided(
      NamedSql.Binds binds,
      UnitOfWork work,
      StoredMessage asked,
      Permit permit,
      Outcome outcome,
      Instant now) {
    bindNew(binds, work, asked, permit, ProvisionState.DECIDED, now);
    binds.bind("outcome", outcome);
  }

  private static void bindNew(
      NamedSql.Binds binds,
      UnitOfWork work,
      StoredMessage asked,
      Permit permit,
      ProvisionState state,
      Instant now) {
    binds
        .bind("tenant", work.tenant().value())
        .bind("permit", permit.id().value())
        .bind("inquiry", permit.inquiry().value())
        .bind("asked", asked.id().value())
        .bind("asker", asked.peer().value())
        .bind("permitLane", permit.lane())
        .bind("inquirer", permit.inquirer().value())
        .bind("information", permit.information().value())
        .bind("state", ProvisionState.TRANSITIONS.beginning(state))
        .bind("now", now)
        .bind("permitExpiresAt", permit.expiresAt())
        .bind("procedure", permit.procedure().value());
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

  /** Inquirers signed for the answers under these permits. */
  void delivered(UnitOfWork work, List<UUID> permits) {
    DELIVERED.batch(
        work.handle(),
        permits,
        (binds, permit) -> binds.bind("tenant", work.tenant().value()).bind("permit", permit));
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
