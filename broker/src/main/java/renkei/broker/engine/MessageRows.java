package renkei.broker.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/** The table {@code message}: inbox and outbox of every tenant. */
final class MessageRows {

  /**
   * A message somebody works on.
   *
   * @param route OUT: the way to its receiver
   * @param about OUT: what it is about
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      byte[] xml,
      int attempts,
      Instant expiresAt,
      Optional<String> route,
      Optional<BlindIndex> about) {

    /** A message on its first way out. */
    static Row of(OutboundMessage message) {
      return new Row(
          message.xml(),
          1,
          message.expiresAt(),
          Optional.of(message.route()),
          message.stored().about());
    }
  }

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
      " tenant = :tenant AND direction = :direction AND message_id = :id AND peer = :peer ";

  private static final String WAITS = KEY + "AND state = 'WAITING' ";

  private static final NamedSql INSERT_IN =
      NamedSql.of(
          """
          INSERT INTO message (tenant, direction, message_id, peer, kind, lane, body, receipt, state,
            created_at, expires_at, due_at)
          VALUES (:tenant, 'IN', :id, :peer, :kind, :lane, :body, :receipt, :state, :now, :expiresAt, :now)
          ON CONFLICT DO NOTHING
          """);

  private static final String OUT =
      """
      INSERT INTO message (tenant, direction, message_id, peer, kind, lane, route, about, body, state,
        created_at, expires_at, due_at)
      VALUES (:tenant, 'OUT', :id, :peer, :kind, :lane, :route, :about, :body, 'WAITING',
        :now, :expiresAt, :dueAt)
      """;

  private static final NamedSql INSERT_OUT = NamedSql.of(OUT);

  private static final NamedSql LOCK =
      NamedSql.of(
          "SELECT body, attempts, expires_at, due_at, route, about FROM message WHERE"
              + WAITS
              + "FOR UPDATE SKIP LOCKED");

  private static final String CLAIMED =
      "UPDATE message SET due_at = :until, attempts = attempts + 1 WHERE"
          + WAITS
          + "AND due_at <= :now RETURNING body, attempts, expires_at, due_at, route, about";

  private static final NamedSql CLAIM = NamedSql.of(CLAIMED);

  /** As {@link #CLAIM}; the commit does not wait for the disk. */
  private static final NamedSql CLAIM_LIGHTLY =
      NamedSql.of(CLAIMED + ", set_config('synchronous_commit', 'off', true)");

  private static final NamedSql DUE = NamedSql.of("SELECT due_at FROM message WHERE" + WAITS);

  private static final NamedSql RECEIPT = NamedSql.of("SELECT receipt FROM message WHERE" + KEY);

  private static final NamedSql BODY = NamedSql.of("SELECT body FROM message WHERE" + KEY);

  private static final NamedSql DELIVERED =
      NamedSql.of("UPDATE message SET state = 'DONE', receipt = :receipt WHERE" + WAITS);

  private static final NamedSql END =
      NamedSql.of("UPDATE message SET state = :state, reason = NULL WHERE" + WAITS);

  private static final NamedSql END_OF_NO_USE =
      NamedSql.of("UPDATE message SET state = :state, reason = :reason, body = '' WHERE" + WAITS);

  private static final NamedSql CARRY_OVER =
      NamedSql.of(
          """
          UPDATE message m SET about = u.index, about_1 = NULL
          FROM unnest(:ids, :indexes) AS u (id, index)
          WHERE m.tenant = :tenant AND m.direction = 'OUT' AND m.state = 'WAITING'
            AND m.about_1 = u.id
          """);

  private static final NamedSql PUT_OFF =
      NamedSql.of("UPDATE message SET due_at = :dueAt, attempts = :attempts WHERE" + WAITS);

  private static final NamedSql COUNT_WAITING =
      NamedSql.of(
          """
          SELECT count(*) FROM message
          WHERE tenant = :tenant AND direction = :direction AND lane = :lane AND state = 'WAITING'
          """);

  private static final NamedSql WAITING =
      NamedSql.of(
          """
          SELECT kind, peer, message_id FROM (
            SELECT kind, peer, message_id, created_at,
              row_number() OVER (PARTITION BY peer, kind ORDER BY created_at) AS place
            FROM message
            WHERE tenant = :tenant AND direction = :direction AND lane = :lane AND state = 'WAITING'
              AND due_at <= :due
          ) AS overdue
          ORDER BY place, created_at LIMIT :atMost
          """);

  private final Function<TenantId, SealedColumns> columns;

  MessageRows(Function<TenantId, SealedColumns> columns) {
    this.columns = columns;
  }

  /** Keeps a message in a lane; false if its sender has sent that id before. */
  boolean insert(
      UnitOfWork work, Pointer pointer, InboundMessage message, MessageState state, Instant now) {
    return INSERT_IN
            .on(work.handle())
            .bindAll(binds -> bindRow(binds, pointer))
            .bind("body", box(work, pointer, message.xml()))
            .bind("receipt", message.receipt())
            .bind("state", state)
            .bind("now", now)
            .bind("expiresAt", message.expiresAt())
            .update()
        == 1;
  }

  /** The receipt first given for a message; empty if there is no such message (any more). */
  Optional<byte[]> receipt(UnitOfWork work, AgencyCode sender, MessageId id) {
    return RECEIPT
        .on(work.handle())
        .bindAll(binds -> bindKey(binds, work, Direction.IN, sender, id))
        .findOne(row -> row.getBytes(1));
  }

  /**
   * Puts a message into the outbox.
   *
   * @param dueAt not to be taken from the queue before
   */
  void insert(UnitOfWork work, OutboundMessage message, Instant dueAt, Instant now) {
    int _ =
        INSERT_OUT
            .on(work.handle())
            .bindAll(binds -> bindOut(binds, work, message, dueAt, now))
            .update();
  }

  /**
   * Ends a message that came in with its reply, in one round trip: a case's own rows, the reply in
   * the outbox, and the end of the message itself.
   *
   * @return false if not all of the case's rows are new: the transaction must be rolled back
   */
  boolean reply(
      UnitOfWork work, ReplyStatement reply, OutboundMessage message, Instant dueAt, Instant now) {
    return reply
        .statement()
        .on(work.handle())
        .bindAll(reply::bindOwn)
        .bindAll(binds -> bindOut(binds, work, message, dueAt, now))
        .bind("answered", reply.answered().id().value())
        .bind("answeredPeer", reply.answered().peer().value())
        .one(row -> row.getInt(1) == reply.rows());
  }

  /** The statement of {@link #reply} around a case's own insert. */
  static NamedSql replyAround(String insertOnce) {
    return NamedSql.of(
        """
        WITH own AS (%s RETURNING 1), sent AS (%s), answered AS (
          UPDATE message SET state = 'DONE'
          WHERE tenant = :tenant AND direction = 'IN' AND message_id = :answered AND peer = :answeredPeer
            AND state = 'WAITING'
        )
        SELECT count(*) FROM own
        """
            .formatted(insertOnce, OUT));
  }

  private void bindOut(
      NamedSql.Binds binds, UnitOfWork work, OutboundMessage message, Instant dueAt, Instant now) {
    bindRow(binds, message.stored().pointer());
    binds
        .bind("route", message.route())
        .bind("about", message.stored().about().map(BlindIndex::bytes).orElse(null))
        .bind("body", box(work, message.stored().pointer(), message.xml()))
        .bind("now", now)
        .bind("expiresAt", message.expiresAt())
        .bind("dueAt", dueAt);
  }

  private static void bindRow(NamedSql.Binds binds, Pointer pointer) {
    binds
        .bind("tenant", pointer.queue().tenant().value())
        .bind("id", pointer.message().value())
        .bind("peer", pointer.peer().value())
        .bind("kind", pointer.kind().name())
        .bind("lane", pointer.queue().lane());
  }

  /**
   * Waiting messages say by indexes from now on what they are about.
   *
   * @param about the index of each id that stood in clear
   */
  void carryOver(UnitOfWork work, Map<UUID, BlindIndex> about) {
    List<Map.Entry<UUID, BlindIndex>> entries = List.copyOf(about.entrySet());
    int _ =
        CARRY_OVER
            .on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("ids", SqlArray.uuids(entries, Map.Entry::getKey))
            .bind("indexes", SqlArray.bytes(entries, each -> each.getValue().bytes()))
            .update();
  }

  /** Locks a waiting row until the transaction ends; whoever finds it locked goes on. */
  Found lock(UnitOfWork work, Pointer pointer, Instant now) {
    return LOCK.on(work.handle())
        .bindAll(binds -> bindKey(binds, pointer))
        .findOne(row -> found(work, pointer, row, now))
        .orElseGet(Nothing::new);
  }

  /**
   * Leases a waiting row to its sender, until {@code until}.
   *
   * @param lightly whether the commit may skip waiting for the disk: losing a lease in a crash only
   *     means to send the message once more
   */
  Found claim(UnitOfWork work, Pointer pointer, Instant now, Instant until, boolean lightly) {
    return (lightly ? CLAIM_LIGHTLY : CLAIM)
        .on(work.handle())
        .bindAll(binds -> bindKey(binds, pointer))
        .bind("until", until)
        .bind("now", now)
        .findOne(row -> read(work, pointer, row))
        .orElseGet(() -> dueLater(work, pointer, now));
  }

  private static Found dueLater(UnitOfWork work, Pointer pointer, Instant now) {
    return DUE.on(work.handle())
        .bindAll(binds -> bindKey(binds, pointer))
        .findOne(row -> row.getTimestamp(1).toInstant())
        .<Found>map(due -> new NotDue(due.isAfter(now) ? due : now))
        .orElseGet(Nothing::new);
  }

  /** The text of a message kept earlier, whatever its state. */
  Optional<byte[]> xml(UnitOfWork work, AgencyCode sender, MessageId id) {
    return BODY.on(work.handle())
        .bindAll(binds -> bindKey(binds, work, Direction.IN, sender, id))
        .findOne(row -> row.getBytes(1))
        .map(box -> columns.apply(work.tenant()).openRow(name(Direction.IN, id, sender), box));
  }

  /**
   * Ends a message's way; the caller holds its lock or has just dealt with it. One that ends for a
   * reason was of no use: its body is given up, and its receipt is kept for whoever repeats it.
   */
  void end(UnitOfWork work, Pointer pointer, MessageState state, Optional<Reason> reason) {
    NamedSql.Run run =
        (reason.isPresent() ? END_OF_NO_USE : END)
            .on(work.handle())
            .bindAll(binds -> bindKey(binds, pointer))
            .bind("state", state);
    reason.ifPresent(why -> run.bind("reason", why.value()));
    int _ = run.update();
  }

  /**
   * Ends the way of messages whose receivers signed for them. Losing this in a crash only means to
   * send them once more, so the commit does not wait for the disk.
   */
  void delivered(UnitOfWork work, List<DeliveryMarks.Delivery> deliveries) {
    DELIVERED.batch(
        work.handle(),
        deliveries,
        (binds, one) -> {
          bindKey(binds, one.stored().pointer());
          binds.bind("receipt", one.receipt());
        });
    work.handle().execute("SET LOCAL synchronous_commit = off");
  }

  /** Puts a waiting message off. */
  void putOff(UnitOfWork work, Pointer pointer, Instant dueAt, int attempts) {
    int _ =
        PUT_OFF
            .on(work.handle())
            .bindAll(binds -> bindKey(binds, pointer))
            .bind("dueAt", dueAt)
            .bind("attempts", attempts)
            .update();
  }

  /** How many messages of a queue wait. */
  long countWaiting(UnitOfWork work, QueueKey queue) {
    return COUNT_WAITING
        .on(work.handle())
        .bindAll(binds -> bindQueue(binds, queue))
        .one(row -> row.getLong(1));
  }

  /**
   * The waiting messages of a queue that somebody should have taken by {@code due}: the oldest of
   * each peer and kind first, then the second oldest of each, and so on.
   *
   * @param kinds the kind of a name
   */
  List<Pointer> waiting(
      UnitOfWork work,
      QueueKey queue,
      Instant due,
      long atMost,
      Function<String, MessageKind> kinds) {
    return WAITING
        .on(work.handle())
        .bindAll(binds -> bindQueue(binds, queue))
        .bind("due", due)
        .bind("atMost", atMost)
        .list(
            row ->
                new Pointer(
                    queue,
                    kinds.apply(row.getString(1)),
                    new AgencyCode(row.getString(2)),
                    new MessageId(row.getObject(3, UUID.class))));
  }

  /**
   * The statement that deletes some finished messages whose life ended before {@code :before}, but
   * for those that cases still need.
   */
  static NamedSql purge(Collection<String> neededWhile) {
    StringBuilder unless = new StringBuilder();
    neededWhile.forEach(needed -> unless.append(" AND NOT (").append(needed).append(')'));
    return NamedSql.of(
        """
        DELETE FROM message WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM message m
          WHERE tenant = :tenant AND expires_at < :before AND state <> 'WAITING'%s LIMIT :atMost))
        """
            .formatted(unless));
  }

  private Found found(UnitOfWork work, Pointer pointer, ResultSet row, Instant now)
      throws SQLException {
    Instant dueAt = row.getTimestamp("due_at").toInstant();
    return dueAt.isAfter(now) ? new NotDue(dueAt) : read(work, pointer, row);
  }

  private Found read(UnitOfWork work, Pointer pointer, ResultSet row) throws SQLException {
    Optional<byte[]> body =
        columns.apply(work.tenant()).tryOpenRow(name(pointer), row.getBytes("body"));
    int attempts = row.getInt("attempts");
    Instant expiresAt = row.getTimestamp("expires_at").toInstant();
    return body.isEmpty()
        ? new Unopened(attempts, expiresAt)
        : new Taken(
            new Row(
                body.get(),
                attempts,
                expiresAt,
                Optional.ofNullable(row.getString("route")),
                Optional.ofNullable(row.getBytes("about")).map(BlindIndex::of)));
  }

  private static void bindQueue(NamedSql.Binds binds, QueueKey queue) {
    binds
        .bind("tenant", queue.tenant().value())
        .bind("direction", queue.direction())
        .bind("lane", queue.lane());
  }

  private static void bindKey(NamedSql.Binds binds, Pointer pointer) {
    binds
        .bind("tenant", pointer.queue().tenant().value())
        .bind("direction", pointer.queue().direction())
        .bind("id", pointer.message().value())
        .bind("peer", pointer.peer().value());
  }

  private static void bindKey(
      NamedSql.Binds binds, UnitOfWork work, Direction direction, AgencyCode peer, MessageId id) {
    binds
        .bind("tenant", work.tenant().value())
        .bind("direction", direction)
        .bind("id", id.value())
        .bind("peer", peer.value());
  }

  private byte[] box(UnitOfWork work, Pointer pointer, byte[] xml) {
    return columns.apply(work.tenant()).sealRow(name(pointer), xml);
  }

  private static String name(Pointer pointer) {
    return name(pointer.queue().direction(), pointer.message(), pointer.peer());
  }

  /** The whole key: two senders may draw the same id. */
  private static String name(Direction direction, MessageId id, AgencyCode peer) {
    return "message/" + direction + "/" + id.value() + "/" + peer.value();
  }
}
