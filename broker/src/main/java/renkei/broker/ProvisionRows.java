package renkei.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;

/** The table {@code provision}. */
final class ProvisionRows {

  /** One provision that waits for staff, and the message that asked for it. */
  record Held(MessageId message, AgencyCode peer, HeldProvision shown) {}

  private static final String INSERT =
      """
      INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer, information,
        state, outcome, created_at, expires_at, procedure, subject, held_since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String HELD =
      """
      SELECT permit_id, message_id, peer, inquirer, procedure, information, subject, held_since, expires_at
      FROM provision WHERE tenant = ? AND state = 'ON_HOLD'
      """;

  /** Where there is no such provision (any more), all are after it. */
  private static final String NEXT =
      """
      AND ((expires_at, permit_id) <= (
        SELECT expires_at, permit_id FROM provision
        WHERE tenant = ? AND permit_id = CAST(? AS uuid))) IS NOT TRUE
      ORDER BY expires_at, permit_id LIMIT ?
      """;

  private final RowCipher cipher;

  ProvisionRows(RowCipher cipher) {
    this.cipher = cipher;
  }

  /** Keeps a provision that nothing is sent for; false if there is one under this permit. */
  boolean insert(Work work, Pointer message, Permit permit, Outcome outcome, Instant now) {
    return insert(
        work, message, permit, ProvisionState.DECIDED, Optional.of(outcome), Optional.empty(), now);
  }

  /** Keeps a provision that waits for staff; false if there is one under this permit. */
  boolean hold(Work work, Pointer message, Permit permit, AddresseeNumber subject, Instant since) {
    return insert(
        work,
        message,
        permit,
        ProvisionState.ON_HOLD,
        Optional.empty(),
        Optional.of(subject),
        since);
  }

  private boolean insert(
      Work work,
      Pointer message,
      Permit permit,
      ProvisionState state,
      Optional<Outcome> outcome,
      Optional<AddresseeNumber> subject,
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
            .bind(12, permit.procedure().value())
            .bind(13, subject.map(it -> box(work, permit.id(), it)).orElse(null))
            .bind(14, subject.isPresent() ? now : null)
            .execute()
        == 1;
  }

  /** A provision that waits for staff, for the caller alone until the transaction ends. */
  Optional<Held> lock(Work work, PermitId permit) {
    return byId(work, permit, " FOR UPDATE");
  }

  /** As {@link #lock}; empty also while somebody else has it in hand. */
  Optional<Held> lockIdle(Work work, PermitId permit) {
    return byId(work, permit, " FOR UPDATE SKIP LOCKED");
  }

  private Optional<Held> byId(Work work, PermitId permit, String lock) {
    return work.handle()
        .createQuery(HELD + "AND permit_id = ?" + lock)
        .bind(0, work.tenant().value())
        .bind(1, permit.value())
        .map((rs, _) -> read(work, rs))
        .findOne();
  }

  /** What waits for staff, and comes after a provision that may have been decided meanwhile. */
  HeldProvisions held(Work work, Optional<PermitId> after, int atMost) {
    List<HeldProvision> found =
        work.handle()
            .createQuery(HELD + NEXT)
            .bind(0, work.tenant().value())
            .bind(1, work.tenant().value())
            .bind(2, after.map(PermitId::value).orElse(null))
            .bind(3, atMost + 1)
            .map((rs, _) -> read(work, rs).shown())
            .list();
    if (found.size() <= atMost) {
      return new HeldProvisions(found, Optional.empty());
    }
    List<HeldProvision> shown = found.subList(0, atMost);
    return new HeldProvisions(shown, Optional.of(shown.getLast().permit()));
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

  /** It waits on, for staff to see whom it is about now, and why. */
  void holdAgain(Work work, PermitId permit, AddresseeNumber subject, Instant since) {
    work.handle()
        .createUpdate(
            "UPDATE provision SET subject = ?, held_since = ? WHERE tenant = ? AND permit_id = ?")
        .bind(0, box(work, permit, subject))
        .bind(1, since)
        .bind(2, work.tenant().value())
        .bind(3, permit.value())
        .execute();
  }

  /** A held provision has its outcome; the row need not say any more whom it is about. */
  void decide(Work work, PermitId permit, Outcome outcome) {
    work.handle()
        .createUpdate(
            """
            UPDATE provision SET state = 'DECIDED', outcome = ?, subject = NULL
            WHERE tenant = ? AND permit_id = ?
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

  private Held read(Work work, ResultSet rs) throws SQLException {
    PermitId permit = new PermitId(rs.getObject("permit_id", UUID.class));
    return new Held(
        new MessageId(rs.getObject("message_id", UUID.class)),
        new AgencyCode(rs.getString("peer")),
        new HeldProvision(
            permit,
            subject(work, permit, rs.getBytes("subject")),
            new AgencyCode(rs.getString("inquirer")),
            new ProcedureCode(rs.getString("procedure")),
            new InformationCode(rs.getString("information")),
            rs.getTimestamp("held_since").toInstant(),
            rs.getTimestamp("expires_at").toInstant()));
  }

  private byte[] box(Work work, PermitId permit, AddresseeNumber subject) {
    return cipher.encrypt(work.tenant(), row(permit), subject.value().getBytes(UTF_8));
  }

  private AddresseeNumber subject(Work work, PermitId permit, byte[] box) {
    return new AddresseeNumber(new String(cipher.decrypt(work.tenant(), row(permit), box), UTF_8));
  }

  private static String row(PermitId permit) {
    return "provision/" + permit.value();
  }
}
