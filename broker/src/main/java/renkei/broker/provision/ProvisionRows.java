package renkei.broker.provision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/** The table {@code provision}. */
final class ProvisionRows {

  /** One provision that waits for staff, and the message that asked for it. */
  record Held(ProvisionState state, Pointer asked, HeldProvision shown) {}

  private static final String COLUMN = "provision.detail";

  /** While a provision waits for staff, the message that asked for it is needed. */
  static final String NEEDED_WHILE =
      """
      EXISTS (SELECT FROM provision p
        WHERE p.tenant = m.tenant AND p.message_id = m.message_id AND p.state = 'ON_HOLD')
      """;

  /** In one order, so that no two messages that share permits wait for each other. */
  private static final String INSERT_ALL =
      """
      INSERT INTO provision (tenant, permit_index, message_id, peer, lane, state, outcome, detail,
        held_since, created_at, expires_at)
      SELECT :tenant, u.permit_index, :asked, :asker, :permitLane, u.state, nullif(u.outcome, ''),
        nullif(u.detail, ''::bytea),
        CASE WHEN u.state = 'ON_HOLD' THEN CAST(:since AS timestamptz) END, :now, u.expires_at
      FROM unnest(:permits, :states, :outcomes, :details, :ends)
        AS u (permit_index, state, outcome, detail, expires_at)
      ORDER BY u.permit_index ON CONFLICT DO NOTHING
      """;

  /** Inserts the rows of {@code carried}, which have the columns of this table. */
  static final String INSERT_CARRIED =
      """
      INSERT INTO provision (tenant, permit_index, message_id, peer, lane, state, outcome, detail,
        held_since, created_at, expires_at)
      SELECT tenant, permit_index, message_id, peer, lane, state, outcome, detail, held_since,
        created_at, expires_at
      FROM carried ON CONFLICT DO NOTHING
      """;

  private static final NamedSql INSERT = NamedSql.of(INSERT_ALL);

  /** The answers, the provisions and the end of what was asked, in one round trip. */
  private static final NamedSql ANSWER = ReplyStatement.around(INSERT_ALL);

  private static final NamedSql KNOWN =
      NamedSql.of(
          """
          SELECT permit_index FROM provision
          WHERE tenant = :tenant AND permit_index = ANY (:permits)
          """);

  private static final String HELD =
      """
      SELECT state, permit_index, message_id, peer, lane, detail, held_since, expires_at
      FROM provision WHERE tenant = :tenant AND state = 'ON_HOLD'
      """;

  private static final NamedSql LOCK = NamedSql.of(HELD + "AND permit_index = :permit FOR UPDATE");

  private static final NamedSql LOCK_IDLE =
      NamedSql.of(HELD + "AND permit_index = :permit FOR UPDATE SKIP LOCKED");

  /** Where there is no such provision (any more), all are after it. */
  private static final NamedSql NEXT =
      NamedSql.of(
          HELD
              + """
              AND ((expires_at, permit_index) <= (
                SELECT expires_at, permit_index FROM provision
                WHERE tenant = :tenant AND permit_index = CAST(:after AS bytea))) IS NOT TRUE
              ORDER BY expires_at, permit_index LIMIT :atMost
              """);

  private static final NamedSql OVERDUE =
      NamedSql.of(
          """
          SELECT permit_index FROM provision
          WHERE tenant = :tenant AND state = 'ON_HOLD' AND expires_at <= :now
          ORDER BY expires_at, permit_index LIMIT :atMost
          """);

  private static final String BY_KEY = " WHERE tenant = :tenant AND permit_index = :permit";

  private static final NamedSql HOLD_AGAIN =
      NamedSql.of("UPDATE provision SET detail = :detail, held_since = :since" + BY_KEY);

  /** The row need not say any more what it is about. */
  private static final NamedSql DECIDE =
      NamedSql.of(
          "UPDATE provision SET state = :state, outcome = :outcome, detail = NULL" + BY_KEY);

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

  /** What a provision on hold is about. */
  record Detail(
      PermitId permit,
      AddresseeNumber subject,
      AgencyCode inquirer,
      ProcedureCode procedure,
      InformationCode information) {

    static Detail of(Permit permit, AddresseeNumber subject) {
      return new Detail(
          permit.id(),
          subject,
          permit.inquirer(),
          permit.matter().procedure(),
          permit.matter().information());
    }

    private static Detail of(HeldProvision held, AddresseeNumber subject) {
      return new Detail(
          held.permit(), subject, held.inquirer(), held.procedure(), held.information());
    }
  }

  /** Where the provision under a permit is found. */
  BlindIndex index(TenantId tenant, PermitId permit) {
    return columns.apply(tenant).index("permit", permit.toString());
  }

  private byte[] indexBytes(TenantId tenant, PermitId permit) {
    return index(tenant, permit).bytes();
  }

  /** Which of these permits there are provisions under. */
  Set<PermitId> known(UnitOfWork work, List<PermitId> permits) {
    Set<BlindIndex> known =
        Set.copyOf(
            KNOWN
                .on(work.handle())
                .bind("tenant", work.tenant().value())
                .bind("permits", SqlArray.bytes(permits, each -> indexBytes(work.tenant(), each)))
                .list(row -> BlindIndex.of(row.getBytes(1))));
    return permits.stream()
        .filter(each -> known.contains(index(work.tenant(), each)))
        .collect(Collectors.toUnmodifiableSet());
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
    TenantId tenant = work.tenant();
    List<New> rows = begun.rows();
    binds
        .bind("tenant", tenant.value())
        .bind("asked", begun.message().id().value())
        .bind("asker", begun.message().peer().value())
        .bind("permitLane", rows.getFirst().permit().lane())
        .bind("now", now)
        .bind("since", begun.since())
        .bind("permits", SqlArray.bytes(rows, row -> indexBytes(tenant, row.permit().id())))
        .bind(
            "states",
            SqlArray.texts(rows, row -> ProvisionState.TRANSITIONS.beginning(row.state()).name()))
        .bind("outcomes", SqlArray.texts(rows, row -> row.outcome().map(Outcome::name).orElse("")))
        .bind(
            "details",
            SqlArray.bytes(
                rows,
                row ->
                    row.subject()
                        .map(subject -> box(tenant, Detail.of(row.permit(), subject)))
                        .orElseGet(() -> new byte[0])))
        .bind("ends", SqlArray.times(rows, row -> row.permit().expiresAt()));
  }

  /** A provision that waits for staff, for the caller alone until the transaction ends. */
  Optional<Held> lock(UnitOfWork work, PermitId permit) {
    return on(LOCK, work, index(work.tenant(), permit)).findOne(row -> read(work, row));
  }

  /** As {@link #lock}, found there; empty also while somebody else has it in hand. */
  Optional<Held> lockIdle(UnitOfWork work, BlindIndex permit) {
    return on(LOCK_IDLE, work, permit).findOne(row -> read(work, row));
  }

  /** What waits for staff, and comes after a provision that may have been decided meanwhile. */
  HeldProvisions held(UnitOfWork work, Optional<PermitId> after, int atMost) {
    List<HeldProvision> found =
        NEXT.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("after", after.map(permit -> indexBytes(work.tenant(), permit)).orElse(null))
            .bind("atMost", atMost + 1)
            .list(row -> read(work, row).shown());
    if (found.size() <= atMost) {
      return new HeldProvisions(found, Optional.empty());
    }
    List<HeldProvision> shown = found.subList(0, atMost);
    return new HeldProvisions(shown, Optional.of(shown.getLast().permit()));
  }

  /** What waits for staff although its permit has expired, oldest first; nothing of it is read. */
  List<BlindIndex> overdue(UnitOfWork work, Instant now, int atMost) {
    return OVERDUE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("now", now)
        .bind("atMost", atMost)
        .list(row -> BlindIndex.of(row.getBytes(1)));
  }

  /** A locked one waits on, for staff to see whom it is about now, and why. */
  void holdAgain(UnitOfWork work, Held locked, AddresseeNumber subject, Instant since) {
    int _ =
        on(HOLD_AGAIN, work, index(work.tenant(), locked.shown().permit()))
            .bind("detail", box(work.tenant(), Detail.of(locked.shown(), subject)))
            .bind("since", since)
            .update();
  }

  /** A locked provision gets its outcome. */
  void decide(UnitOfWork work, Held locked, Outcome outcome) {
    if (ProvisionState.TRANSITIONS.changes(locked.state(), ProvisionState.DECIDED)) {
      int _ =
          on(DECIDE, work, index(work.tenant(), locked.shown().permit()))
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

  private static NamedSql.Run on(NamedSql statement, UnitOfWork work, BlindIndex permit) {
    return statement
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("permit", permit.bytes());
  }

  private Held read(UnitOfWork work, ResultSet row) throws SQLException {
    BlindIndex index = BlindIndex.of(row.getBytes("permit_index"));
    String[] detail =
        columns.apply(work.tenant()).open(COLUMN, index, row.getBytes("detail")).split("\n", -1);
    return new Held(
        ProvisionState.valueOf(row.getString("state")),
        new Pointer(
            new QueueKey(work.tenant(), Direction.IN, Lane.valueOf(row.getString("lane"))),
            MessageKind.PERMITTED_INQUIRY,
            new AgencyCode(row.getString("peer")),
            new MessageId(row.getObject("message_id", UUID.class))),
        new HeldProvision(
            PermitId.parse(detail[0]),
            AddresseeNumber.known(detail[1]),
            new AgencyCode(detail[2]),
            new ProcedureCode(detail[3]),
            new InformationCode(detail[4]),
            row.getTimestamp("held_since").toInstant(),
            row.getTimestamp("expires_at").toInstant()));
  }

  /** What the row of a provision on hold says, encrypted for that row. */
  byte[] box(TenantId tenant, Detail detail) {
    return columns
        .apply(tenant)
        .seal(
            COLUMN,
            index(tenant, detail.permit()),
            String.join(
                "\n",
                detail.permit().toString(),
                detail.subject().value(),
                detail.inquirer().value(),
                detail.procedure().value(),
                detail.information().value()));
  }
}
