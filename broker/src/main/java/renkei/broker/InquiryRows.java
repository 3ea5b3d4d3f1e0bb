package renkei.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;

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
      Instant deadline) {

    InquiryStatus status() {
      return new InquiryStatus(id, localId, state, outcome, reason, askingAgainHelps, deadline);
    }
  }

  private static final String COLUMNS =
      """
      SELECT inquiry_id, detail, lane, purpose, provider, affair, procedure, information, state, outcome,
        reason, asking_again_helps, permit_id, subject_token, deadline
      FROM inquiry
      """;

  private static final String INSERT =
      """
      INSERT INTO inquiry (tenant, inquiry_id, local_index, request_index, detail, lane, purpose, provider,
        affair, procedure, information, state, outcome, reason, created_at, deadline, finished_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private final RowCipher cipher;

  InquiryRows(RowCipher cipher) {
    this.cipher = cipher;
  }

  /** Keeps an inquiry; false if its local id is taken. */
  boolean insert(Work work, Row row, Instant now) {
    byte[] detail = (row.localId().value() + '\n' + row.subject().value()).getBytes(UTF_8);
    return work.handle()
            .createUpdate(INSERT)
            .bind(0, work.tenant().value())
            .bind(1, row.id().value())
            .bind(2, localIndex(work, row.localId()))
            .bind(3, requestIndex(work, row))
            .bind(4, cipher.encrypt(work.tenant(), name(row.id()), detail))
            .bind(5, row.lane().name())
            .bind(6, row.purpose().name())
            .bind(7, row.provider().value())
            .bind(8, row.affair().map(AffairCode::value).orElse(null))
            .bind(9, row.procedure().value())
            .bind(10, row.information().value())
            .bind(11, row.state().name())
            .bind(12, row.outcome().map(Outcome::name).orElse(null))
            .bind(13, row.reason().map(Reason::value).orElse(null))
            .bind(14, now)
            .bind(15, row.deadline())
            .bind(16, row.outcome().isPresent() ? now : null)
            .execute()
        == 1;
  }

  /** An inquiry; empty if the tenant has none of that id. */
  Optional<Row> find(Work work, InquiryId id) {
    return byId(work, id, "");
  }

  /** As {@link #find}, and nobody else changes it until the transaction ends. */
  Optional<Row> lock(Work work, InquiryId id) {
    return byId(work, id, " FOR UPDATE");
  }

  /** As {@link #lock}; empty also while somebody else has it in hand. */
  Optional<Row> lockIdle(Work work, InquiryId id) {
    return byId(work, id, " FOR UPDATE SKIP LOCKED");
  }

  private Optional<Row> byId(Work work, InquiryId id, String lock) {
    return work.handle()
        .createQuery(COLUMNS + "WHERE tenant = ? AND inquiry_id = ?" + lock)
        .bind(0, work.tenant().value())
        .bind(1, id.value())
        .map((rs, _) -> read(work, rs))
        .findOne();
  }

  /** The lane of an inquiry; empty if the tenant has none of that id. */
  Optional<Lane> lane(Work work, InquiryId id) {
    return work.handle()
        .createQuery("SELECT lane FROM inquiry WHERE tenant = ? AND inquiry_id = ?")
        .bind(0, work.tenant().value())
        .bind(1, id.value())
        .mapTo(Lane.class)
        .findOne();
  }

  /** The inquiry the local system gave that name. */
  Optional<Row> find(Work work, LocalId localId) {
    return work.handle()
        .createQuery(COLUMNS + "WHERE tenant = ? AND local_index = ?")
        .bind(0, work.tenant().value())
        .bind(1, localIndex(work, localId))
        .map((rs, _) -> read(work, rs))
        .findOne();
  }

  /** Whether both ask for the same. */
  boolean same(Work work, Row one, Row other) {
    boolean sameAffair =
        one.affair().isEmpty() || other.affair().isEmpty() || one.affair().equals(other.affair());
    return sameAffair && Arrays.equals(requestIndex(work, one), requestIndex(work, other));
  }

  /** Open inquiries whose deadline has passed, oldest first; nothing of them is read. */
  List<UUID> overdue(Work work, Instant now, int atMost) {
    return work.handle()
        .createQuery(
            """
            SELECT inquiry_id FROM inquiry WHERE tenant = ? AND state <> 'FINISHED' AND deadline <= ?
            ORDER BY deadline, inquiry_id LIMIT ?
            """)
        .bind(0, work.tenant().value())
        .bind(1, now)
        .bind(2, atMost)
        .mapTo(UUID.class)
        .list();
  }

  /** Takes a step that has no data of its own. */
  void advance(Work work, InquiryId id, InquiryState state) {
    work.handle()
        .createUpdate("UPDATE inquiry SET state = ? WHERE tenant = ? AND inquiry_id = ?")
        .bind(0, state.name())
        .bind(1, work.tenant().value())
        .bind(2, id.value())
        .execute();
  }

  /** The core has permitted it. */
  void permit(Work work, InquiryId id, Permit permit) {
    work.handle()
        .createUpdate(
            """
            UPDATE inquiry SET state = 'PERMITTED', permit_id = ?, subject_token = ?
            WHERE tenant = ? AND inquiry_id = ?
            """)
        .bind(0, permit.id().value())
        .bind(1, permit.subjectToken().value())
        .bind(2, work.tenant().value())
        .bind(3, id.value())
        .execute();
  }

  /** It has its outcome. */
  void finish(Work work, InquiryId id, Ending ending, Instant now) {
    work.handle()
        .createUpdate(
            """
            UPDATE inquiry SET state = 'FINISHED', outcome = ?, reason = ?, asking_again_helps = ?,
              finished_at = ?
            WHERE tenant = ? AND inquiry_id = ?
            """)
        .bind(0, ending.outcome().name())
        .bind(1, ending.reason().map(Reason::value).orElse(null))
        .bind(2, ending.askingAgainHelps().orElse(null))
        .bind(3, now)
        .bind(4, work.tenant().value())
        .bind(5, id.value())
        .execute();
  }

  /** Deletes inquiries finished before {@code before}; returns how many. */
  int purge(Work work, Instant before) {
    return work.handle()
        .createUpdate(
            """
            DELETE FROM inquiry WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM inquiry WHERE tenant = ? AND finished_at < ? LIMIT 1000))
            """)
        .bind(0, work.tenant().value())
        .bind(1, before)
        .execute();
  }

  private Row read(Work work, ResultSet rs) throws SQLException {
    InquiryId id = new InquiryId(rs.getObject("inquiry_id", UUID.class));
    String detail =
        new String(cipher.decrypt(work.tenant(), name(id), rs.getBytes("detail")), UTF_8);
    int end = detail.indexOf('\n');
    return new Row(
        id,
        new LocalId(detail.substring(0, end)),
        new AddresseeNumber(detail.substring(end + 1)),
        Lane.valueOf(rs.getString("lane")),
        Purpose.valueOf(rs.getString("purpose")),
        new AgencyCode(rs.getString("provider")),
        Optional.ofNullable(rs.getString("affair")).map(AffairCode::new),
        new ProcedureCode(rs.getString("procedure")),
        new InformationCode(rs.getString("information")),
        InquiryState.valueOf(rs.getString("state")),
        Optional.ofNullable(rs.getString("outcome")).map(Outcome::valueOf),
        Optional.ofNullable(rs.getString("reason")).map(Reason::new),
        Optional.ofNullable(rs.getObject("asking_again_helps", Boolean.class)),
        Optional.ofNullable(rs.getObject("permit_id", UUID.class)).map(PermitId::new),
        Optional.ofNullable(rs.getString("subject_token")).map(SubjectToken::new),
        rs.getTimestamp("deadline").toInstant());
  }

  private byte[] localIndex(Work work, LocalId localId) {
    return cipher.index(work.tenant(), "inquiry.local_id", localId.value());
  }

  /** Without the affair: the permission list may name it only later. */
  private byte[] requestIndex(Work work, Row row) {
    String request =
        String.join(
            "\n",
            row.subject().value(),
            row.procedure().value(),
            row.information().value(),
            row.provider().value(),
            row.lane().name());
    return cipher.index(work.tenant(), "inquiry.request", request);
  }

  private static String name(InquiryId id) {
    return "inquiry/" + id.value();
  }
}
