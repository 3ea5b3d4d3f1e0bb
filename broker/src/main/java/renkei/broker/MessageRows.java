package renkei.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.Sql;

/** The table {@code message}. */
final class MessageRows {

  /**
   * A message somebody works on.
   *
   * @param about OUT: the inquiry or permit it is about
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      byte[] xml, int attempts, Instant expiresAt, Optional<String> route, Optional<UUID> about) {

    /** A message on its first way out. */
    static Row of(Outgoing message) {
      return new Row(
          message.xml(),
          1,
          message.expiresAt(),
          Optional.of(message.route()),
          Optional.of(message.about()));
    }
  }

  /**
   * A message for the outbox.
   *
   * @param route the name of the way to its receiver
   * @param about the inquiry or permit it is about
   * @param xml the signed message
   * @param expiresAt the end of its life
   * @param dueAt not to be taken from the queue before
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Outgoing(String route, UUID about, byte[] xml, Instant expiresAt, Instant dueAt) {}

  /** What a worker finds when it comes to a row. */
  sealed interface Found {}

  /** The row is the worker's until its transaction ends (IN) or its lease does (OUT). */
  record Taken(Row row) implements Found {}

  /** Not before then. */
  record NotDue(Instant dueAt) implements Found {

    private static final Duration SOON = Duration.ofSeconds(1);

    /**
     * How long a pointer that came too early is held back; empty for one that came far too early.
     * That one is dropped: whoever put the row off sent another, and if that was lost, the refill
     * sends one. Otherwise pointers too many would go round for as long as the row is tried, and
     * hide from the refill that others are missing.
     */
    Optional<Duration> wait(Instant now) {
      Duration ahead = Duration.between(now, dueAt);
      return ahead.compareTo(SOON) > 0 ? Optional.empty() : Optional.of(ahead);
    }
  }

  /** There, and its body does not open: it was changed, or its key is not at hand. */
  record Unopened(int attempts, Instant expiresAt) implements Found {}

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

  private static final String ANSWER =
      """
      WITH provided AS (
        INSERT INTO provision (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer,
          information, state, outcome, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'DECIDED', ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING 1
      ), answered AS (
        INSERT INTO message (tenant, direction, message_id, peer, kind, lane, route, about, body, state,
          created_at, expires_at, due_at)
        VALUES (?, 'OUT', ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, ?)
      ), done AS (
        UPDATE message SET state = 'DONE'
        WHERE tenant = ? AND direction = 'IN' AND message_id = ? AND peer = ? AND state = 'WAITING'
      )
      SELECT EXISTS (SELECT FROM provided)
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

  private static final String END = "UPDATE message SET state = ?, reason = ? WHERE";

  private static final String END_OF_NO_USE =
      "UPDATE message SET state = ?, reason = ?, body = '' WHERE";

  private static final String PROVISION_DELIVERED =
      """
      UPDATE provision SET state = 'DELIVERED' WHERE tenant = ? AND permit_id = ? AND state = 'DECIDED'
      """;

  private static final String WAITING =
      """
      SELECT kind, peer, message_id FROM (
        SELECT kind, peer, message_id, created_at,
          row_number() OVER (PARTITION BY peer, kind ORDER BY created_at) AS place
        FROM message
        WHERE tenant = ? AND direction = ? AND lane = ? AND state = 'WAITING' AND due_at <= ?
      ) AS overdue
      ORDER BY place, created_at LIMIT ?
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
    return Sql.findOne(
        work.handle(),
        INSERT_IN,
        statement -> {
          statement.setString(1, tenant.value());
          statement.setObject(2, message.id().value());
          statement.setString(3, message.sender().value());
          statement.setString(4, message.kind().name());
          statement.setString(5, tenant.value());
          statement.setObject(6, message.inquiry().map(InquiryId::value).orElse(null), Types.OTHER);
          statement.setString(7, message.lane().name());
          statement.setBytes(
              8,
              cipher.encrypt(
                  tenant, row(Direction.IN, message.id(), message.sender()), message.xml()));
          statement.setBytes(9, message.receipt());
          statement.setString(10, state.name());
          statement.setObject(11, Sql.time(now));
          statement.setObject(12, Sql.time(message.expiresAt()));
          statement.setObject(13, Sql.time(now));
        },
        row -> Lane.valueOf(row.getString(1)));
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
  void insert(Work work, Pointer pointer, Outgoing message, Instant now) {
    work.handle()
        .createUpdate(INSERT_OUT)
        .bind(0, work.tenant().value())
        .bind(1, pointer.message().value())
        .bind(2, pointer.peer().value())
        .bind(3, pointer.kind().name())
        .bind(4, pointer.queue().lane().name())
        .bind(5, message.route())
        .bind(6, message.about())
        .bind(
            7,
            cipher.encrypt(
                work.tenant(),
                row(Direction.OUT, pointer.message(), pointer.peer()),
                message.xml()))
        .bind(8, now)
        .bind(9, message.expiresAt())
        .bind(10, message.dueAt())
        .execute();
  }

  /**
   * Ends a permitted inquiry with its answer, in one round trip: the provision, the answer in the
   * outbox, and the end of the message itself.
   *
   * @return false if there is a provision under this permit already, and nothing was written
   */
  boolean answer(
      Work work,
      Pointer asked,
      Permit permit,
      Outcome outcome,
      Pointer answer,
      Outgoing message,
      Instant now) {
    TenantId tenant = work.tenant();
    byte[] body =
        cipher.encrypt(tenant, row(Direction.OUT, answer.message(), answer.peer()), message.xml());
    return Sql.findOne(
            work.handle(),
            ANSWER,
            statement -> {
              statement.setString(1, tenant.value());
              statement.setObject(2, permit.id().value());
              statement.setObject(3, permit.inquiry().value());
              statement.setObject(4, asked.message().value());
              statement.setString(5, asked.peer().value());
              statement.setString(6, permit.lane().name());
              statement.setString(7, permit.inquirer().value());
              statement.setString(8, permit.information().value());
              statement.setString(9, outcome.name());
              statement.setObject(10, Sql.time(now));
              statement.setObject(11, Sql.time(permit.expiresAt()));
              statement.setString(12, tenant.value());
              statement.setObject(13, answer.message().value());
              statement.setString(14, answer.peer().value());
              statement.setString(15, answer.kind().name());
              statement.setString(16, permit.lane().name());
              statement.setString(17, message.route());
              statement.setObject(18, message.about());
              statement.setBytes(19, body);
              statement.setObject(20, Sql.time(now));
              statement.setObject(21, Sql.time(message.expiresAt()));
              statement.setObject(22, Sql.time(message.dueAt()));
              statement.setString(23, tenant.value());
              statement.setObject(24, asked.message().value());
              statement.setString(25, asked.peer().value());
            },
            row -> row.getBoolean(1))
        .orElse(false);
  }

  /** Locks a waiting row until the transaction ends; whoever finds it locked goes on. */
  Found lock(Work work, Pointer pointer, Instant now) {
    return Sql.findOne(
            work.handle(),
            LOCK,
            statement -> {
              statement.setString(1, work.tenant().value());
              statement.setString(2, pointer.queue().direction().name());
              statement.setObject(3, pointer.message().value());
              statement.setString(4, pointer.peer().value());
            },
            row -> found(work, pointer, row, now))
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
            .map((rs, _) -> read(work, pointer, rs))
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
        .map(box -> cipher.decrypt(work.tenant(), row(Direction.IN, id, peer), box));
  }

  /**
   * Ends a message's way; the caller holds its lock or has just dealt with it. One that ends for a
   * reason was of no use: its body is given up, and its receipt is kept for whoever repeats it.
   */
  void end(Work work, Pointer pointer, MessageState state, Optional<Reason> reason) {
    work.handle()
        .createUpdate((reason.isPresent() ? END_OF_NO_USE : END) + KEY + "AND state = 'WAITING'")
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
    Sql.batch(
        work.handle(),
        DELIVERED,
        items,
        item ->
            statement -> {
              statement.setBytes(1, item.receipt());
              statement.setString(2, work.tenant().value());
              statement.setString(3, Direction.OUT.name());
              statement.setObject(4, item.pointer().message().value());
              statement.setString(5, item.pointer().peer().value());
            });
    List<UUID> permits =
        items.stream()
            .filter(item -> item.pointer().kind() == MessageKind.ANSWER)
            .flatMap(item -> item.about().stream())
            .toList();
    if (!permits.isEmpty()) {
      Sql.batch(
          work.handle(),
          PROVISION_DELIVERED,
          permits,
          permit ->
              statement -> {
                statement.setString(1, work.tenant().value());
                statement.setObject(2, permit);
              });
    }
    work.handle().execute("SET LOCAL synchronous_commit = off");
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

  /** How many messages of a queue wait. */
  long countWaiting(Work work, QueueKey queue) {
    return work.handle()
        .createQuery(
            """
            SELECT count(*) FROM message
            WHERE tenant = ? AND direction = ? AND lane = ? AND state = 'WAITING'
            """)
        .bind(0, work.tenant().value())
        .bind(1, queue.direction().name())
        .bind(2, queue.lane().name())
        .mapTo(Long.class)
        .one();
  }

  /**
   * The waiting messages of a queue that somebody should have taken by {@code due}: the oldest of
   * each peer and kind first, then the second oldest of each, and so on.
   */
  List<Pointer> waiting(Work work, QueueKey queue, Instant due, long atMost) {
    return work.handle()
        .createQuery(WAITING)
        .bind(0, work.tenant().value())
        .bind(1, queue.direction().name())
        .bind(2, queue.lane().name())
        .bind(3, due)
        .bind(4, atMost)
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
    return dueAt.isAfter(now) ? new NotDue(dueAt) : read(work, pointer, rs);
  }

  private Found read(Work work, Pointer pointer, ResultSet rs) throws SQLException {
    String row = row(pointer.queue().direction(), pointer.message(), pointer.peer());
    Optional<byte[]> body = cipher.open(work.tenant(), row, rs.getBytes("body"));
    int attempts = rs.getInt("attempts");
    Instant expiresAt = rs.getTimestamp("expires_at").toInstant();
    return body.isEmpty()
        ? new Unopened(attempts, expiresAt)
        : new Taken(
            new Row(
                body.get(),
                attempts,
                expiresAt,
                Optional.ofNullable(rs.getString("route")),
                Optional.ofNullable(rs.getObject("about", UUID.class))));
  }

  /** The whole key: two senders may draw the same id. */
  private static String row(Direction direction, MessageId id, AgencyCode peer) {
    return "message/" + direction + "/" + id.value() + "/" + peer.value();
  }
}
