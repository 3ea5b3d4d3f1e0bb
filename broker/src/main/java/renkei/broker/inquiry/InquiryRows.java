package renkei.broker.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;

/** The table {@code inquiry}. */
final class InquiryRows {

  /** One inquiry, as far as it has come. */
  record Row(
      InquiryId id,
      LocalId localId,
      AddresseeNumber subject,
      Lane lane,
      Purpose purpose,
      AgencyCode provider,
      Optional<AffairCode> affair,
      ProcedureCode procedure,
      InformationCode information,
      InquiryState state,
      Optional<Outcome> outcome,
      Optional<Reason> reason,
      Optional<Boolean> askingAgainHelps,
      Optional<PermitId> permit,
      Optional<SubjectToken> subjectToken,
      Instant askedAt,
      Instant deadline) {

    /** The one exchange there is. */
    ExchangeId exchange() {
      return ExchangeId.onlyOneOf(id);
    }

    InquiryStatus status() {
      return new InquiryStatus(id, localId, state, outcome, reason, askingAgainHelps, deadline);
    }

    /** This inquiry as it ends before it was sent. */
    Row ended(Outcome how, Reason why) {
      return new Row(
          id,
          localId,
          subject,
          lane,
          purpose,
          provider,
          affair,
          procedure,
          information,
          InquiryState.FINISHED,
          Optional.of(how),
          Optional.of(why),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          askedAt,
          deadline);
    }
  }

  private static final String SELECT =
      """
      SELECT inquiry_id, detail, lane, purpose, provider, affair, procedure, information, state, outcome,
        reason, asking_again_helps, permit_id, subject_token, created_at, deadline
      FROM inquiry
      """;

  private static final String BY_KEY = " WHERE tenant = :tenant AND inquiry_id = :id";

  private static final NamedSql FIND = NamedSql.of(SELECT + BY_KEY);

  private static final NamedSql LOCK = NamedSql.of(SELECT + BY_KEY + " FOR UPDATE");

  private static final NamedSql LOCK_IDLE =
      NamedSql.of(SELECT + BY_KEY + " FOR UPDATE SKIP LOCKED");

  private static final NamedSql FIND_BY_LOCAL_ID =
      NamedSql.of(SELECT + "WHERE tenant = :tenant AND local_index = :localIndex");

  /** Ids sort by time. */
  private static final NamedSql PAGE =
      NamedSql.of(
          SELECT
              + """
              WHERE tenant = :tenant AND inquiry_id
                < coalesce(CAST(:after AS uuid), CAST('ffffffff-ffff-ffff-ffff-ffffffffffff' AS uuid))
              ORDER BY inquiry_id DESC LIMIT :atMost
              """);

  private static final NamedSql LANE = NamedSql.of("SELECT lane FROM inquiry" + BY_KEY);

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO inquiry (tenant, inquiry_id, local_index, request_index, detail, lane, purpose,
            provider, affair, procedure, information, state, outcome, reason, created_at, deadline,
            finished_at)
          VALUES (:tenant, :id, :localIndex, :requestIndex, :detail, :lane, :purpose,
            :provider, :affair, :procedure, :information, :state, :outcome, :reason, :now, :deadline,
            :finishedAt)
          ON CONFLICT DO NOTHING
          """);

  private static final NamedSql OVERDUE =
      NamedSql.of(
          """
          SELECT inquiry_id FROM inquiry
          WHERE tenant = :tenant AND state <> 'FINISHED' AND deadline <= :now
          ORDER BY deadline, inquiry_id LIMIT :atMost
          """);

  private static final NamedSql ADVANCE = NamedSql.of("UPDATE inquiry SET state = :state" + BY_KEY);

  private static final NamedSql PERMIT =
      NamedSql.of(
          "UPDATE inquiry SET state = :state, permit_id = :permit, subject_token = :token"
              + BY_KEY);

  private static final NamedSql FINISH =
      NamedSql.of(
          """
          UPDATE inquiry SET state = :state, outcome = :outcome, reason = :reason,
            asking_again_helps = :askingAgainHelps, finished_at = :now
          """
              + BY_KEY);

  private static final NamedSql PURGE =
      NamedSql.of(
          """
          DELETE FROM inquiry WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM inquiry WHERE tenant = :tenant AND finished_at < :before LIMIT :atMost))
          """);

  private final Function<TenantId, SealedColumns> columns;

  InquiryRows(Function<TenantId, SealedColumns> columns) {
    this.columns = columns;
  }

  /** Keeps an inquiry; false if its local id is taken. */
  boolean insert(UnitOfWork work, Row row) {
    byte[] detail = (row.localId().value() + '\n' + row.subject().value()).getBytes(UTF_8);
    return INSERT
            .on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("id", row.id().value())
            .bind("localIndex", localIndex(work, row.localId()))
            .bind("requestIndex", requestIndex(work, row))
            .bind("detail", columns.apply(work.tenant()).sealRow(name(row.id()), detail))
            .bind("lane", row.lane())
            .bind("purpose", row.purpose())
            .bind("provider", row.provider().value())
            .bind("affair", row.affair().map(AffairCode::value).orElse(null))
            .bind("procedure", row.procedure().value())
            .bind("information", row.information().value())
            .bind("state", InquiryTransitions.TABLE.beginning(row.state()))
            .bind("outcome", row.outcome().orElse(null))
            .bind("reason", row.reason().map(Reason::value).orElse(null))
            .bind("now", row.askedAt())
            .bind("deadline", row.deadline())
            .bind("finishedAt", row.outcome().isPresent() ? row.askedAt() : null)
            .update()
        == 1;
  }

  /** An inquiry; empty if the tenant has none of that id. */
  Optional<Row> find(UnitOfWork work, InquiryId id) {
    return on(FIND, work, id).findOne(row -> read(work, row));
  }

  /** As {@link #find}, and nobody else changes it until the transaction ends. */
  Optional<Row> lock(UnitOfWork work, InquiryId id) {
    return on(LOCK, work, id).findOne(row -> read(work, row));
  }

  /** Exchanges of an inquiry, for the caller alone until the transaction ends; if they are its. */
  Map<ExchangeId, Row> lock(UnitOfWork work, InquiryId id, List<ExchangeId> exchanges) {
    return exchanges.contains(ExchangeId.onlyOneOf(id))
        ? lock(work, id).map(row -> Map.of(row.exchange(), row)).orElseGet(Map::of)
        : Map.of();
  }

  /** As {@link #lock}; empty also while somebody else has it in hand. */
  Optional<Row> lockIdle(UnitOfWork work, InquiryId id) {
    return on(LOCK_IDLE, work, id).findOne(row -> read(work, row));
  }

  /** The lane of an inquiry; empty if the tenant has none of that id. */
  Optional<Lane> lane(UnitOfWork work, InquiryId id) {
    return on(LANE, work, id).findOne(row -> Lane.valueOf(row.getString(1)));
  }

  /** The inquiry the local system gave that name. */
  Optional<Row> find(UnitOfWork work, LocalId localId) {
    return FIND_BY_LOCAL_ID
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("localIndex", localIndex(work, localId))
        .findOne(row -> read(work, row));
  }

  /** Some inquiries, the newest first. */
  InquiryStatus.Page page(UnitOfWork work, Optional<InquiryId> after, int atMost) {
    List<InquiryStatus> found =
        PAGE.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("after", after.map(InquiryId::value).orElse(null))
            .bind("atMost", atMost + 1)
            .list(row -> read(work, row).status());
    if (found.size() <= atMost) {
      return new InquiryStatus.Page(found, Optional.empty());
    }
    List<InquiryStatus> shown = found.subList(0, atMost);
    return new InquiryStatus.Page(shown, Optional.of(shown.getLast().id()));
  }

  /** Whether both ask for the same. */
  boolean same(UnitOfWork work, Row one, Row other) {
    boolean sameAffair =
        one.affair().isEmpty() || other.affair().isEmpty() || one.affair().equals(other.affair());
    return sameAffair && Arrays.equals(requestIndex(work, one), requestIndex(work, other));
  }

  /** Open inquiries whose deadline has passed, oldest first; nothing of them is read. */
  List<InquiryId> overdue(UnitOfWork work, Instant now, int atMost) {
    return OVERDUE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("now", now)
        .bind("atMost", atMost)
        .list(row -> new InquiryId(row.getObject(1, UUID.class)));
  }

  /** Takes a locked inquiry a step on that has no data of its own. */
  void advance(UnitOfWork work, Row locked, InquiryState to) {
    if (InquiryTransitions.TABLE.changes(locked.state(), to)) {
      int _ = on(ADVANCE, work, locked.id()).bind("state", to).update();
    }
  }

  /** The core has permitted a locked inquiry. */
  void permit(UnitOfWork work, Row locked, Permit permit) {
    if (InquiryTransitions.TABLE.changes(locked.state(), InquiryState.PERMITTED)) {
      int _ =
          on(PERMIT, work, locked.id())
              .bind("state", InquiryState.PERMITTED)
              .bind("permit", permit.id().value())
              .bind("token", permit.subjectToken().value())
              .update();
    }
  }

  /** A locked inquiry gets its outcome; false if it has one already. */
  boolean finish(UnitOfWork work, Row locked, Ending ending, Instant now) {
    return InquiryTransitions.TABLE.changes(locked.state(), InquiryState.FINISHED)
        && on(FINISH, work, locked.id())
                .bind("state", InquiryState.FINISHED)
                .bind("outcome", ending.outcome())
                .bind("reason", ending.reason().map(Reason::value).orElse(null))
                .bind("askingAgainHelps", ending.askingAgainHelps().orElse(null))
                .bind("now", now)
                .update()
            == 1;
  }

  /** Deletes some inquiries finished before {@code before}; returns how many. */
  int purge(UnitOfWork work, Instant before, int atMost) {
    return PURGE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("before", before)
        .bind("atMost", atMost)
        .update();
  }

  private static NamedSql.Run on(NamedSql statement, UnitOfWork work, InquiryId id) {
    return statement.on(work.handle()).bind("tenant", work.tenant().value()).bind("id", id.value());
  }

  private Row read(UnitOfWork work, ResultSet row) throws SQLException {
    InquiryId id = new InquiryId(row.getObject("inquiry_id", UUID.class));
    String detail =
        new String(columns.apply(work.tenant()).openRow(name(id), row.getBytes("detail")), UTF_8);
    int end = detail.indexOf('\n');
    return new Row(
        id,
        new LocalId(detail.substring(0, end)),
        AddresseeNumber.known(detail.substring(end + 1)),
        Lane.valueOf(row.getString("lane")),
        Purpose.valueOf(row.getString("purpose")),
        new AgencyCode(row.getString("provider")),
        Optional.ofNullable(row.getString("affair")).map(AffairCode::new),
        new ProcedureCode(row.getString("procedure")),
        new InformationCode(row.getString("information")),
        InquiryState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
        Optional.ofNullable(row.getString("reason")).map(Reason::new),
        Optional.ofNullable(row.getObject("asking_again_helps", Boolean.class)),
        Optional.ofNullable(row.getObject("permit_id", UUID.class)).map(PermitId::new),
        Optional.ofNullable(row.getString("subject_token")).map(SubjectToken::new),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("deadline").toInstant());
  }

  private byte[] localIndex(UnitOfWork work, LocalId localId) {
    return index(work, "inquiry.local_id", localId.value());
  }

  /** Without the affair: the permission list may name it only later. */
  private byte[] requestIndex(UnitOfWork work, Row row) {
    String request =
        String.join(
            "\n",
            row.subject().value(),
            row.procedure().value(),
            row.information().value(),
            row.provider().value(),
            row.lane().name());
    return index(work, "inquiry.request", request);
  }

  /** Makes a value findable without storing it. */
  private byte[] index(UnitOfWork work, String column, String value) {
    return columns.apply(work.tenant()).keys().index().index(column + '\n' + value);
  }

  private static String name(InquiryId id) {
    return "inquiry/" + id.value();
  }
}
