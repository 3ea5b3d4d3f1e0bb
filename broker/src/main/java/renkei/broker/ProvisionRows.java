package renkei.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;

/** The table {@code provision}. */
final class ProvisionRows {

  /** One provision, and the message that asked for it. */
  record Row(
      PermitId permit,
      MessageId message,
      AgencyCode peer,
      Lane lane,
      AgencyCode inquirer,
      InformationCode information,
      ProvisionState state,
      Instant createdAt,
      Instant expiresAt) {

    HeldProvision held() {
      return new HeldProvision(permit, information, inquirer, createdAt, expiresAt);
    }
  }

  private static final String INSERT =
      """
      INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer, information,
        state, outcome, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String COLUMNS =
      """
      SELECT permit_id, message_id, peer, lane, inquirer, information, state, created_at, expires_at
      FROM provision
      """;

  /** Keeps a provision; false if there is one under this permit, by whatever message. */
  boolean insert(
      Work work,
      Pointer message,
      Permit permit,
      ProvisionState state,
      Optional<Outcome> outcome,
      Instant now) {
    return work.handle()
            .createUpdate(INSERT)
            .bind(0, work.tenant().value())
            .bind(1, permit.id().value())
            .bind(2, permit.inquiry().value())
            .bind(3, message.message().value())
            .bind(4, message.peer().value())
            .bind(5, permit.lane().name())
            .bind(6, permit.inquirer().value())
            .bind(7, permit.information().value())
            .bind(8, state.name())
            .bind(9, outcome.map(Outcome::name).orElse(null))
            .bind(10, now)
            .bind(11, permit.expiresAt())
            .execute()
        == 1;
  }

  /** A provision, for the caller alone until the transaction ends. */
  Optional<Row> lock(Work work, PermitId permit) {
    return byId(work, permit, " FOR UPDATE");
  }

  /** As {@link #lock}; empty also while somebody else has it in hand. */
  Optional<Row> lockIdle(Work work, PermitId permit) {
    return byId(work, permit, " FOR UPDATE SKIP LOCKED");
  }

  private static Optional<Row> byId(Work work, PermitId permit, String lock) {
    return work.handle()
        .createQuery(COLUMNS + "WHERE tenant = ? AND permit_id = ?" + lock)
        .bind(0, work.tenant().value())
        .bind(1, permit.value())
        .map((rs, _) -> read(rs))
        .findOne();
  }

  /** What waits for staff, oldest first; at most 1,000. */
  List<Row> held(Work work) {
    return work.handle()
        .createQuery(
            COLUMNS + "WHERE tenant = ? AND state = 'ON_HOLD' ORDER BY created_at LIMIT 1000")
        .bind(0, work.tenant().value())
        .map((rs, _) -> read(rs))
        .list();
  }

  /** What waits for staff although its permit has expired, oldest first. */
  List<UUID> overdue(Work work, Instant now, int atMost) {
    return work.handle()
        .createQuery(
            """
            SELECT permit_id FROM provision WHERE tenant = ? AND state = 'ON_HOLD' AND expires_at <= ?
            ORDER BY created_at, permit_id LIMIT ?
            """)
        .bind(0, work.tenant().value())
        .bind(1, now)
        .bind(2, atMost)
        .mapTo(UUID.class)
        .list();
  }

  /** A held provision has its outcome. */
  void decide(Work work, PermitId permit, Outcome outcome) {
    work.handle()
        .createUpdate(
            """
            UPDATE provision SET state = 'DECIDED', outcome = ? WHERE tenant = ? AND permit_id = ?
            """)
        .bind(0, outcome.name())
        .bind(1, work.tenant().value())
        .bind(2, permit.value())
        .execute();
  }

  /** Deletes provisions whose permit expired before {@code before}; returns how many. */
  int purge(Work work, Instant before) {
    return work.handle()
        .createUpdate(
            """
            DELETE FROM provision WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM provision
              WHERE tenant = ? AND expires_at < ? AND state <> 'ON_HOLD' LIMIT 1000))
            """)
        .bind(0, work.tenant().value())
        .bind(1, before)
        .execute();
  }

  private static Row read(ResultSet rs) throws SQLException {
    return new Row(
        new PermitId(rs.getObject("permit_id", UUID.class)),
        new MessageId(rs.getObject("message_id", UUID.class)),
        new AgencyCode(rs.getString("peer")),
        Lane.valueOf(rs.getString("lane")),
        new AgencyCode(rs.getString("inquirer")),
        new InformationCode(rs.getString("information")),
        ProvisionState.valueOf(rs.getString("state")),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("expires_at").toInstant());
  }
}
