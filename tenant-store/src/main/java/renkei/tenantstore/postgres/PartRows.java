package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.ReceiptText;
import renkei.tenantstore.load.ReplicaSink;

/** The table {@code load_part}: how far the parts of one tenant's loads have come. */
record PartRows(Handle handle, SealedColumns columns) {

  private static final String COLUMN = "load_part";

  private static final NamedSql BEGIN =
      NamedSql.of(
          """
          INSERT INTO load_part (load_no, part, records, chain, complete, tally_box)
          VALUES (:load, :part, 0, '', false, :tally) ON CONFLICT DO NOTHING
          """);

  private static final NamedSql GO_ON =
      NamedSql.of(
          """
          UPDATE load_part
          SET records = :records, chain = :chain, complete = :complete, tally_box = :tally
          WHERE load_no = :load AND part = :part AND records = :before AND NOT complete
          """);

  private static final NamedSql FIND =
      NamedSql.of(
          """
          SELECT part, records, chain, complete, tally_box FROM load_part
          WHERE load_no = :load ORDER BY part
          """);

  private static final NamedSql STATES =
      NamedSql.of(
          """
          SELECT load_no, part, records, complete FROM load_part
          WHERE load_no = ANY (:loads) ORDER BY part
          """);

  private static final NamedSql FORGET =
      NamedSql.of("DELETE FROM load_part WHERE load_no = ANY (:loads)");

  /** Notes that a part comes, unless that is known. */
  void begin(long load, ReplicaSink.Progress none) {
    int _ =
        BEGIN
            .on(handle)
            .bind("load", load)
            .bind("part", none.part())
            .bind("tally", seal(load, none))
            .update();
  }

  /**
   * Notes how far a part has come.
   *
   * @throws DatabaseUnavailableException if somebody else has gone on from where it was
   */
  void goOn(long load, ReplicaSink.Progress before, ReplicaSink.Progress after) {
    int kept =
        GO_ON
            .on(handle)
            .bind("load", load)
            .bind("part", after.part())
            .bind("before", before.records())
            .bind("records", after.records())
            .bind("chain", after.chain())
            .bind("complete", after.complete())
            .bind("tally", seal(load, after))
            .update();
    if (kept == 0) {
      throw new DatabaseUnavailableException("the part is being sent by somebody else", true);
    }
  }

  /** How far each part of a load has come, in their order. */
  List<ReplicaSink.Progress> of(long load) {
    return FIND.on(handle).bind("load", load).list(row -> progress(load, row));
  }

  private ReplicaSink.Progress progress(long load, ResultSet row) throws SQLException {
    int part = row.getInt(1);
    String text =
        new String(
            columns.open(COLUMN, place(load, part), row.getBytes(5)), StandardCharsets.UTF_8);
    return new ReplicaSink.Progress(
        part, row.getLong(2), row.getBytes(3), row.getBoolean(4), ReceiptText.read(text).tally());
  }

  /** The state of a part of a load. */
  record State(long load, LoadStatus.Part part) {}

  /** The states of these loads' parts. */
  List<State> states(List<Long> loads) {
    return STATES
        .on(handle)
        .bind("loads", SqlArray.longs(loads))
        .list(
            row ->
                new State(
                    row.getLong(1),
                    new LoadStatus.Part(row.getInt(2), row.getLong(3), row.getBoolean(4))));
  }

  /** Of loads that have left nothing. */
  void forget(List<Long> loads) {
    int _ = FORGET.on(handle).bind("loads", SqlArray.longs(loads)).update();
  }

  private byte[] seal(long load, ReplicaSink.Progress progress) {
    String text =
        ReceiptText.write(progress.tally().receipt(new Load.Batch("part"), LoadState.OPEN, 0));
    return columns.seal(
        COLUMN, place(load, progress.part()), text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] place(long load, int part) {
    return (load + "|" + part).getBytes(StandardCharsets.US_ASCII);
  }
}
