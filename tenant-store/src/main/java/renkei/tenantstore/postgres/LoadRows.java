package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.ReceiptText;

/** The table {@code replica_load}: the loads of one tenant. */
record LoadRows(Handle handle) {

  private static final String COLUMN = "load_receipt";
  private static final String PROOF_COLUMN = "load_proof";

  /** One opening or release after the other, of one information code of a tenant. */
  private static final NamedSql LOCK =
      NamedSql.of(
          """
          SELECT pg_advisory_xact_lock(hashtext('replica_load'),
            hashtext(current_setting('renkei.tenant') || :what))
          """);

  /** A load at once ends with its request, one in parts is kept open for longer. */
  private static final NamedSql ABANDON_OLD =
      NamedSql.of(
          """
          UPDATE replica_load SET state = 'ABANDONED'
          WHERE (state = 'OPEN' AND NOT in_parts AND opened_at < now() - interval '1 day')
            OR (state IN ('OPEN', 'WAITING_FOR_TWO', 'TESTED')
              AND opened_at < now() - interval '30 days')
          """);

  private static final NamedSql COUNT_OPEN =
      NamedSql.of("SELECT count(*) FROM replica_load WHERE state = 'OPEN' AND in_parts");

  private static final String SELECT =
      """
      SELECT load_no, batch, information, edition, kind, missing, covers_from, covers_to, system,
        source_version, mode, state, in_parts, opened_at, digest, receipt_box
      FROM replica_load WHERE state <> 'ABANDONED' \
      """;

  private static final NamedSql FIND = NamedSql.of(SELECT + "AND batch = :batch");

  private static final NamedSql LIST = NamedSql.of(SELECT + "ORDER BY load_no DESC LIMIT :most");

  private static final NamedSql NEWEST_TESTED =
      NamedSql.of(
          SELECT
              + """
              AND state = 'TESTED' AND information = :information AND edition = :edition
              ORDER BY load_no DESC LIMIT 1
              """);

  private static final NamedSql OPEN =
      NamedSql.of(
          """
          INSERT INTO replica_load (batch, information, edition, kind, missing, covers_from,
            covers_to, system, source_version, mode, in_parts, state, opened_at)
          VALUES (:batch, :information, :edition, :kind, :missing, :coversFrom::date,
            :coversTo::date, :system, :sourceVersion, :mode, :inParts, 'OPEN', clock_timestamp())
          RETURNING load_no
          """);

  private static final NamedSql IS_OPEN =
      NamedSql.of("SELECT state = 'OPEN' FROM replica_load WHERE load_no = :load FOR SHARE");

  /**
   * The statement that selects the other loads of the same edition that were released since the
   * load was opened.
   */
  static final String RELEASED_SINCE =
      """
      SELECT other.load_no FROM replica_load AS mine, replica_load AS other
      WHERE mine.load_no = :load AND other.load_no <> mine.load_no
        AND other.information = mine.information AND other.edition = mine.edition
        AND other.released_at >= mine.opened_at
      """;

  private static final NamedSql IS_OVERTAKEN =
      NamedSql.of("SELECT EXISTS (%s)".formatted(RELEASED_SINCE));

  private static final NamedSql FINISH =
      NamedSql.of(
          """
          UPDATE replica_load SET state = :state,
            finished_at = coalesce(finished_at, clock_timestamp()),
            released_at = CASE WHEN :state = 'RELEASED' THEN clock_timestamp() END,
            for_two = for_two OR :state = 'WAITING_FOR_TWO', digest = :digest,
            receipt_box = :receipt
          WHERE load_no = :load AND state NOT IN ('ABANDONED', 'RELEASED')
          """);

  private static final NamedSql REGISTER =
      NamedSql.of("UPDATE replica_load SET mode = 'REGISTER' WHERE load_no = :load");

  private static final NamedSql FIRST_APPROVAL =
      NamedSql.of("SELECT first_approval FROM replica_load WHERE load_no = :load");

  private static final NamedSql APPROVE_FIRST =
      NamedSql.of("UPDATE replica_load SET first_approval = :login WHERE load_no = :load");

  private static final NamedSql APPROVE_SECOND =
      NamedSql.of("UPDATE replica_load SET second_approval = :login WHERE load_no = :load");

  private static final NamedSql PROOF =
      NamedSql.of("SELECT proof_box, released_at FROM replica_load WHERE load_no = :load");

  private static final NamedSql KEEP_PROOF =
      NamedSql.of("UPDATE replica_load SET proof_box = :proof WHERE load_no = :load");

  private static final NamedSql ABANDON =
      NamedSql.of(
          """
          UPDATE replica_load SET state = 'ABANDONED'
          WHERE load_no = :load AND state IN ('OPEN', 'WAITING_FOR_TWO', 'TESTED')
          """);

  private static final NamedSql LIST_ABANDONED =
      NamedSql.of("SELECT load_no FROM replica_load WHERE state = 'ABANDONED'");

  private static final NamedSql FORGET =
      NamedSql.of("DELETE FROM replica_load WHERE state = 'ABANDONED' AND load_no = ANY (:loads)");

  /**
   * The part of a statement that says whether rows of a load count: those whose load is not
   * released are few, and looked up once a statement.
   */
  static String counts(String load) {
    return load + " <> ALL (ARRAY(SELECT load_no FROM replica_load WHERE state <> 'RELEASED'))";
  }

  /** The part of a statement that selects batch, system and source_version of a load. */
  static String origin(String load) {
    return "SELECT batch, system, source_version FROM replica_load WHERE load_no = " + load;
  }

  /**
   * A load as it is kept.
   *
   * @param digest of what came; empty if it did not come whole
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Kept(long number, LoadStatus status, byte[] digest) {

    /** Whether it is the same load. */
    boolean isMeantAs(InformationCode information, Edition edition, Load load, boolean inParts) {
      return status.information().equals(information)
          && status.edition().equals(edition)
          && status.load().scope().equals(load.scope())
          && status.load().mode() == load.mode()
          && status.inParts() == inParts;
    }
  }

  /** Holds other openings and releases off until the transaction ends. */
  void lock(InformationCode information) {
    lock("information " + information.value());
  }

  private void lock(String what) {
    boolean _ = LOCK.on(handle).bind("what", what).one(_ -> true);
  }

  /** Holds other openings of this batch off until the transaction ends. */
  void lock(Load.Batch batch) {
    lock("batch " + batch.value());
  }

  /** Gives up what nobody has ended for long. */
  void abandonOld() {
    int _ = ABANDON_OLD.on(handle).update();
  }

  /** Finds the load of a batch, unless it was given up; without its parts. */
  Optional<Kept> find(SealedColumns columns, Load.Batch batch) {
    return FIND.on(handle).bind("batch", batch.value()).findOne(row -> kept(columns, row));
  }

  /** The newest loads that were not given up; without their parts. */
  List<Kept> list(SealedColumns columns, int most) {
    return LIST.on(handle).bind("most", most).list(row -> kept(columns, row));
  }

  /** How many loads in parts are open. */
  long open() {
    return COUNT_OPEN.on(handle).one(row -> row.getLong(1));
  }

  private static Kept kept(SealedColumns columns, ResultSet row) throws SQLException {
    long number = row.getLong(1);
    byte[] box = row.getBytes(16);
    return new Kept(
        number,
        new LoadStatus(
            new InformationCode(row.getString(3)),
            new Edition(row.getString(4)),
            new Load(
                new Load.Batch(row.getString(2)),
                Load.Mode.valueOf(row.getString(11)),
                scope(row),
                new Load.Origin(row.getString(9), row.getString(10))),
            LoadState.valueOf(row.getString(12)),
            row.getBoolean(13),
            row.getTimestamp(14).toInstant(),
            List.of(),
            box == null ? Optional.empty() : Optional.of(receipt(columns, number, box))),
        Optional.ofNullable(row.getBytes(15)).orElseGet(() -> new byte[0]));
  }

  private static Load.Scope scope(ResultSet row) throws SQLException {
    if (row.getString(5).equals("DIFFERENCE")) {
      return new Load.Scope.Difference();
    }
    LocalDate first = row.getObject(7, LocalDate.class);
    return new Load.Scope.Full(
        Load.Missing.valueOf(row.getString(6)),
        first == null
            ? Optional.empty()
            : Optional.of(new Load.Covers(first, row.getObject(8, LocalDate.class))));
  }

  long open(InformationCode information, Edition edition, Load load, boolean inParts) {
    return OPEN.on(handle)
        .bindAll(binds -> bind(binds, information, edition, load))
        .bind("system", load.origin().system())
        .bind("sourceVersion", load.origin().sourceVersion())
        .bind("mode", load.mode())
        .bind("inParts", inParts)
        .one(row -> row.getLong(1));
  }

  private static void bind(
      NamedSql.Binds binds, InformationCode information, Edition edition, Load load) {
    binds
        .bind("batch", load.batch().value())
        .bind("information", information.value())
        .bind("edition", edition.value());
    switch (load.scope()) {
      case Load.Scope.Full(Load.Missing missing, Optional<Load.Covers> covers) ->
          binds
              .bind("kind", "FULL")
              .bind("missing", missing)
              .bind(
                  "coversFrom",
                  covers.map(Load.Covers::first).map(LocalDate::toString).orElse(null))
              .bind(
                  "coversTo", covers.map(Load.Covers::last).map(LocalDate::toString).orElse(null));
      case Load.Scope.Difference() ->
          binds
              .bind("kind", "DIFFERENCE")
              .bind("missing", null)
              .bind("coversFrom", null)
              .bind("coversTo", null);
    }
  }

  /** Whether a load can still be written; until the transaction ends nobody gives it up. */
  boolean isOpen(long load) {
    return IS_OPEN.on(handle).bind("load", load).findOne(row -> row.getBoolean(1)).orElse(false);
  }

  /** Whether another load of the same edition was released since this one was opened. */
  boolean isOvertaken(long load) {
    return IS_OVERTAKEN.on(handle).bind("load", load).one(row -> row.getBoolean(1));
  }

  /** Notes what a load that came whole is from now on; false if it was given up. */
  boolean finish(SealedColumns columns, long load, byte[] digest, ImportReceipt receipt) {
    byte[] text = ReceiptText.write(receipt).getBytes(StandardCharsets.UTF_8);
    return FINISH
            .on(handle)
            .bind("load", load)
            .bind("state", receipt.state())
            .bind("digest", digest)
            .bind("receipt", columns.seal(COLUMN, row(load), text))
            .update()
        > 0;
  }

  /** A tested load is to be answered from. */
  void register(long load) {
    int _ = REGISTER.on(handle).bind("load", load).update();
  }

  /** Who approved a load first; empty if nobody did. */
  Optional<String> firstApproval(long load) {
    return FIRST_APPROVAL
        .on(handle)
        .bind("load", load)
        .findOne(row -> Optional.ofNullable(row.getString(1)))
        .flatMap(login -> login);
  }

  void approveFirst(long load, String login) {
    int _ = APPROVE_FIRST.on(handle).bind("load", load).bind("login", login).update();
  }

  void approveSecond(long load, String login) {
    int _ = APPROVE_SECOND.on(handle).bind("load", load).bind("login", login).update();
  }

  /** The newest load in test mode of an edition. */
  Optional<Kept> newestTested(SealedColumns columns, InformationCode information, Edition edition) {
    return NEWEST_TESTED
        .on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value())
        .findOne(row -> kept(columns, row));
  }

  /** The receipt as it was signed; empty if nobody asked for it yet. */
  Optional<byte[]> proof(SealedColumns columns, long load) {
    return PROOF
        .on(handle)
        .bind("load", load)
        .findOne(row -> Optional.ofNullable(row.getBytes(1)))
        .flatMap(box -> box)
        .map(box -> columns.open(PROOF_COLUMN, row(load), box));
  }

  void keepProof(SealedColumns columns, long load, byte[] proof) {
    int _ =
        KEEP_PROOF
            .on(handle)
            .bind("load", load)
            .bind("proof", columns.seal(PROOF_COLUMN, row(load), proof))
            .update();
  }

  /** When a load began to count; empty if it does not. */
  Optional<Instant> releasedAt(long load) {
    return PROOF
        .on(handle)
        .bind("load", load)
        .findOne(row -> Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant))
        .flatMap(at -> at);
  }

  private static ImportReceipt receipt(SealedColumns columns, long load, byte[] box) {
    return ReceiptText.read(
        new String(columns.open(COLUMN, row(load), box), StandardCharsets.UTF_8));
  }

  private static byte[] row(long load) {
    return Long.toString(load).getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives up a load that does not count yet; false if there was none. */
  boolean abandon(long load) {
    return ABANDON.on(handle).bind("load", load).update() > 0;
  }

  /** The loads that were given up, and may have left rows. */
  List<Long> abandoned() {
    return LIST_ABANDONED.on(handle).list(row -> row.getLong(1));
  }

  /** Of loads that have left nothing. */
  void forget(List<Long> loads) {
    int _ = FORGET.on(handle).bind("loads", SqlArray.longs(loads)).update();
  }
}
