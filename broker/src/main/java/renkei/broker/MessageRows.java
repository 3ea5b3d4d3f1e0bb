package renkei.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;

/** The table {@code message}. */
final class MessageRows {

  /**
   * A message somebody works on.
   *
   * @param about OUT: the inquiry or permit it is about
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      byte[] xml, int attempts, Instant expiresAt, Optional<String> route, Optional<UUID> about) {}

  /** What a worker finds when it comes to a row. */
  sealed interface Found {}

  /** The row is the worker's until its transaction ends (IN) or its lease does (OUT). */
  record Taken(Row row) implements Found {}

  /** Not before then. */
  record NotDue(Instant dueAt) implements Found {}

  /** Dealt with, in somebody's hands, or never there. */
  record Nothing() implements Found {}

  private static final String KEY =
      " tenant = ? AND direction = ? AND message_id = ? AND peer = ? ";

  private static final String INSERT_IN =
      """
      INSERT INTO message (tenant, direction, message_id, peer, kind, lane, body, receipt, state,
        created_at, expires_at, due_at)
      VALUES (?, 'IN', ?, ?, ?,
        COALESCE((SELECT lane FROM inquiry WHERE tenant = ? AND inquiry_id = ?::uuid), ?),
        ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      RETURNING lane
      """;

  private static final String INSERT_OUT =
      """
      INSERT INTO message (tenant, direction, message_id, peer, kind, lane, route, about, body, state,
        created_at, expires_at, due_at)
      VALUES (?, 'OUT', ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, ?)
      """;

  private static final String LOCK =
      "SELECT body, attempts, expires_at, due_at, route, about FROM message WHERE"
          + KEY
          + "AND state = 'WAITING' FOR UPDATE SKIP LOCKED";

  private static final String CLAIM =
      "UPDATE message SET due_at = ?, attempts = attempts + 1 WHERE"
          + KEY
          + "AND state = 'WAITING' AND due_at <= ?"
          + " RETURNING body, attempts, expires_at, due_at, route, about";

  /** As {@link #CLAIM}; the commit does not wait for the disk. */
  private static final String CLAIM_LIGHTLY =
      CLAIM + ", set_config('synchronous_commit', 'off', true)";

  private static final String DELIVERED =
      "UPDATE message SET state = 'DONE', receipt = ? WHERE" + KEY + "AND state = 'WAITING'";

  private static final String PROVISION_DELIVERED =
      """
      UPDATE provision SET state = 'DELIVERED' WHERE tenant = ? AND permit_id = ? AND state = 'DECIDED'
      """;

  private static final String WAITING =
      """
      SELECT kind, peer, message_id FROM message
      WHERE tenant = ? AND direction = ? AND lane = ? AND state = 'WAITING'
        AND due_at <= ? AND created_at <= ?
      ORDER BY created_at LIMIT ?
      """;

  /** A body may still be needed where its provision waits for a member of staff. */
  private static final String PURGE =
      """
      DELETE FROM message WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM message m
        WHERE tenant = ? AND expires_at < ? AND state <> 'WAITING' AND NOT EXISTS (
          SELECT FROM provision p
          WHERE p.tenant = m.tenant AND p.message_id = m.message_id AND p.state = 'ON_HOLD')
        LIMIT 1000))
      """;

  private final RowCipher cipher;

  MessageRows(RowCipher cipher) {
    this.cipher = cipher;
  }

  /** Keeps a message; empty if its sender has sent that id before. Returns its lane. */
  Optional<Lane> insert(Work work, InboundMessage message, MessageState state, Instant now) {
    TenantId tenant = work.tenant();
    return work.handle()
        .createQuery(INSERT_IN)
        .bind(0, tenant.value())
        .bind(1, message.id().value())
        .bind(2, message.sender().value())
        .bind(3, message.kind().name())
        .bind(4, tenant.value())
        .bind(5, message.inquiry().map(InquiryId::value).orElse(null))
        .bind(6, message.lane().name())
        .bind(7, cipher.encrypt(tenant, row(Direction.IN, message.id()), message.xml()))
        .bind(8, message.receipt())
        .bind(9, state.name())
        .bind(10, now)
        .bind(11, message.expiresAt())
        .bind(12, now)
        .mapTo(Lane.class)
        .findOne();
  }

  /** The receipt first given for a message; empty if there is no such message (any more). */
  Optional<byte[]> receipt(Work work, AgencyCode sender, MessageId id) {
    return work.handle()
        .createQuery("SELECT receipt FROM message WHERE" + KEY)
        .bind(0, work.tenant().value())
        .bind(1, Direction.IN.name())
        .bind(2, id.value())
        .bind(3, sender.value())
        .mapTo(byte[].class)
        .findOne();
  }

  /** Puts a message into the outbox. */
  void insert(
      Work work, Pointer pointer, String route, UUID about, byte[] xml, Instant now, Instant end) {
    work.handle()
        .createUpdate(INSERT_OUT)
        .bind(0, work.tenant().value())
        .bind(1, pointer.message().value())
        .bind(2, pointer.peer().value())
        .bind(3, pointer.kind().name())
        .bind(4, pointer.queue().lane().name())
        .bind(5, route)
        .bind(6, about)
        .bind(7, cipher.encrypt(work.tenant(), row(Direction.OUT, pointer.message()), xml))
        .bind(8, now)
        .bind(9, end)
        .bind(10, now)
        .execute();
  }

  /** Locks a waiting row until the transaction ends; whoever finds it locked goes on. */
  Found lock(Work work, Pointer pointer, Instant now) {
    return work.handle()
        .createQuery(LOCK)
        .bind(0, work.tenant().value())
        .bind(1, pointer.queue().direction().name())
        .bind(2, pointer.message().value())
        .bind(3, pointer.peer().value())
        .map((rs, _) -> found(work, pointer, rs, now))
        .findOne()
        .orElseGet(Nothing::new);
  }

  /**
   * Leases a waiting row to its sender, until {@code until}.
   *
   * @param lightly whether the commit may skip waiting for the disk: losing a lease in a crash only
   *     means to send the message once more
   */
  Found claim(Work work, Pointer pointer, Instant now, Instant until, boolean lightly) {
    Optional<Found> claimed =
        work.handle()
            .createQuery(lightly ? CLAIM_LIGHTLY : CLAIM)
            .bind(0, until)
            .bind(1, work.tenant().value())
            .bind(2, pointer.queue().direction().name())
            .bind(3, pointer.message().value())
            .bind(4, pointer.peer().value())
            .bind(5, now)
            .map((rs, _) -> (Found) new Taken(read(work, pointer, rs)))
            .findOne();
    return claimed.orElseGet(() -> dueLater(work, pointer, now));
  }

  private static Found dueLater(Work work, Pointer pointer, Instant now) {
    return work.handle()
        .createQuery("SELECT due_at FROM message WHERE" + KEY + "AND state = 'WAITING'")
        .bind(0, work.tenant().value())
        .bind(1, pointer.queue().direction().name())
        .bind(2, pointer.message().value())
        .bind(3, pointer.peer().value())
        .mapTo(Instant.class)
        .findOne()
        .map(due -> (Found) new NotDue(due.isAfter(now) ? due : now))
        .orElseGet(Nothing::new);
  }

  /** The text of a message kept earlier, whatever its state. */
  Optional<byte[]> xml(Work work, AgencyCode peer, MessageId id) {
    return work.handle()
        .createQuery("SELECT body FROM message WHERE" + KEY)
        .bind(0, work.tenant().value())
        .bind(1, Direction.IN.name())
        .bind(2, id.value())
        .bind(3, peer.value())
        .mapTo(byte[].class)
        .findOne()
        .map(box -> cipher.decrypt(work.tenant(), row(Direction.IN, id), box));
  }

  /** Ends a message's way; the caller holds its lock or has just dealt with it. */
  void end(Work work, Pointer pointer, MessageState state, Optional<Reason> reason) {
    work.handle()
        .createUpdate(
            "UPDATE message SET state = ?, reason = ? WHERE" + KEY + "AND state = 'WAITING'")
        .bind(0, state.name())
        .bind(1, reason.map(Reason::value).orElse(null))
        .bind(2, work.tenant().value())
        .bind(3, pointer.queue().direction().name())
        .bind(4, pointer.message().value())
        .bind(5, pointer.peer().value())
        .execute();
  }

  /**
   * Ends the way of messages whose receivers signed for them. Losing this in a crash only means to
   * send them once more, so the commit does not wait for the disk.
   */
  void delivered(Work work, List<Deliveries.Item> items) {
    PreparedBatch messages = work.handle().prepareBatch(DELIVERED);
    PreparedBatch provisions = work.handle().prepareBatch(PROVISION_DELIVERED);
    for (Deliveries.Item item : items) {
      messages
          .bind(0, item.receipt())
          .bind(1, work.tenant().value())
          .bind(2, Direction.OUT.name())
          .bind(3, item.pointer().message().value())
          .bind(4, item.pointer().peer().value())
          .add();
      if (item.pointer().kind() == MessageKind.ANSWER && item.about().isPresent()) {
        provisions.bind(0, work.tenant().value()).bind(1, item.about().get()).add();
      }
    }
    work.handle().execute("SET LOCAL synchronous_commit = off");
    messages.execute();
    if (provisions.size() > 0) {
      provisions.execute();
    }
  }

  /** Puts a waiting message off. */
  void putOff(Work work, Pointer pointer, Instant dueAt, int attempts) {
    work.handle()
        .createUpdate(
            "UPDATE message SET due_at = ?, attempts = ? WHERE" + KEY + "AND state = 'WAITING'")
        .bind(0, dueAt)
        .bind(1, attempts)
        .bind(2, work.tenant().value())
        .bind(3, pointer.queue().direction().name())
        .bind(4, pointer.message().value())
        .bind(5, pointer.peer().value())
        .execute();
  }

  /** The waiting messages of a queue that nobody has in hand, oldest first. */
  List<Pointer> waiting(Work work, QueueKey queue, Instant now, Duration grace, long atMost) {
    return work.handle()
        .createQuery(WAITING)
        .bind(0, work.tenant().value())
        .bind(1, queue.direction().name())
        .bind(2, queue.lane().name())
        .bind(3, now)
        .bind(4, now.minus(grace))
        .bind(5, atMost)
        .map(
            (rs, _) ->
                new Pointer(
                    queue,
                    MessageKind.valueOf(rs.getString(1)),
                    new AgencyCode(rs.getString(2)),
                    new MessageId(rs.getObject(3, UUID.class))))
        .list();
  }

  /** Deletes finished messages whose life ended before {@code before}; returns how many. */
  int purge(Work work, Instant before) {
    return work.handle()
        .createUpdate(PURGE)
        .bind(0, work.tenant().value())
        .bind(1, before)
        .execute();
  }

  private Found found(Work work, Pointer pointer, ResultSet rs, Instant now) throws SQLException {
    Instant dueAt = rs.getTimestamp("due_at").toInstant();
    return dueAt.isAfter(now) ? new NotDue(dueAt) : new Taken(read(work, pointer, rs));
  }

  private Row read(Work work, Pointer pointer, ResultSet rs) throws SQLException {
    String row = row(pointer.queue().direction(), pointer.message());
    return new Row(
        cipher.decrypt(work.tenant(), row, rs.getBytes("body")),
        rs.getInt("attempts"),
        rs.getTimestamp("expires_at").toInstant(),
        Optional.ofNullable(rs.getString("route")),
        Optional.ofNullable(rs.getObject("about", UUID.class)));
  }

  private static String row(Direction direction, MessageId id) {
    return "message/" + direction + "/" + id.value();
  }
}
