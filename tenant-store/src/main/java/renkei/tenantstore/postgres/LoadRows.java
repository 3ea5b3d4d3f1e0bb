package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
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
import renkei.tenantstore.load.ReceiptText;

/** The table {@code replica_load}: the loads of one tenant. */
record LoadRows(Handle handle) {

  private static final String COLUMN = "load_receipt";

  /** One opening or release after the other, of one information code of a tenant. */
  private static final NamedSql LOCK =
      NamedSql.of(
          """
          SELECT pg_advisory_xact_lock(hashtext('replica_load'),
            hashtext(current_setting('renkei.tenant') || :what))
          """);

  private static final NamedSql ABANDON_EARLIER =
      NamedSql.of(
          """
          UPDATE replica_load SET state = 'ABANDONED'
          WHERE state = 'OPEN' AND (batch = :batch OR opened_at < now() - interval '1 day')
          """);

  private static final NamedSql RELEASED =
      NamedSql.of(
          """
          SELECT load_no, digest, receipt_box,
            information = :information AND edition = :edition AND kind = :kind
              AND missing IS NOT DISTINCT FROM :missing
              AND covers_from IS NOT DISTINCT FROM :coversFrom::date
              AND covers_to IS NOT DISTINCT FROM :coversTo::date
          FROM replica_load WHERE batch = :batch AND state = 'RELEASED'
          """);

  private static final NamedSql OPEN =
      NamedSql.of(
          """
          INSERT INTO replica_load (batch, information, edition, kind, missing, covers_from,
            covers_to, system, source_version, state, opened_at)
          VALUES (:batch, :information, :edition, :kind, :missing, :coversFrom::date,
            :coversTo::date, :system, :sourceVersion, 'OPEN', clock_timestamp())
          RETURNING load_no
          """);

  private static final NamedSql IS_OPEN =
      NamedSql.of("SELECT state = 'OPEN' FROM replica_load WHERE load_no = :load FOR SHARE");

  private static final NamedSql IS_OVERTAKEN =
      NamedSql.of(
          """
          SELECT EXISTS (SELECT FROM replica_load AS mine, replica_load AS other
            WHERE mine.load_no = :load AND other.load_no <> mine.load_no
              AND other.information = mine.information AND other.edition = mine.edition
              AND other.released_at >= mine.opened_at)
          """);

  private static final NamedSql RELEASE =
      NamedSql.of(
          """
          UPDATE replica_load SET state = 'RELEASED', released_at = clock_timestamp(),
            digest = :digest, receipt_box = :receipt
          WHERE load_no = :load AND state = 'OPEN'
          """);

  private static final NamedSql ABANDON =
      NamedSql.of(
          "UPDATE replica_load SET state = 'ABANDONED' WHERE load_no = :load AND state = 'OPEN'");

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

  /** A load that was released before. */
  @SuppressWarnings("ArrayRecordComponent")
  record Released(boolean sameLoad, byte[] digest, ImportReceipt receipt) {}

  /** Holds other openings and releases off until the transaction ends. */
  void lock(InformationCode information) {
    lock("information " + information.value());
  }

  private void lock(String what) {
    boolean _ = LOCK.on(handle).bind("what", what).one(_ -> true);
  }

  /** Finds what this load came to when it came before. */
  Optional<Released> released(
      SealedColumns columns, InformationCode information, Edition edition, Load load) {
    lock("batch " + load.batch().value());
    int _ = ABANDON_EARLIER.on(handle).bind("batch", load.batch().value()).update();
    return RELEASED
        .on(handle)
        .bindAll(binds -> bind(binds, information, edition, load))
        .findOne(
            row ->
                new Released(
                    row.getBoolean(4),
                    row.getBytes(2),
                    receipt(columns, row.getLong(1), row.getBytes(3))));
  }

  long open(InformationCode information, Edition edition, Load load) {
    return OPEN.on(handle)
        .bindAll(binds -> bind(binds, information, edition, load))
        .bind("system", load.origin().system())
        .bind("sourceVersion", load.origin().sourceVersion())
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

  /** Makes a load count; false if it was given up. */
  boolean release(SealedColumns columns, long load, byte[] digest, ImportReceipt receipt) {
    byte[] text = ReceiptText.write(receipt).getBytes(StandardCharsets.UTF_8);
    return RELEASE
            .on(handle)
            .bind("load", load)
            .bind("digest", digest)
            .bind("receipt", columns.seal(COLUMN, row(load), text))
            .update()
        > 0;
  }

  private static ImportReceipt receipt(SealedColumns columns, long load, byte[] box) {
    return ReceiptText.read(
        new String(columns.open(COLUMN, row(load), box), StandardCharsets.UTF_8));
  }

  private static byte[] row(long load) {
    return Long.toString(load).getBytes(StandardCharsets.US_ASCII);
  }

  void abandon(long load) {
    int _ = ABANDON.on(handle).bind("load", load).update();
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
