package renkei.tenantstore.postgres;

import static renkei.tenantstore.Sample.CLOCK;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.Sample;
import renkei.tenantstore.record.RecordText;

/** Exchange records of form 1, as they were written before V208. */
final class EarlierRecords {

  /** Before V208. */
  private static final NamedSql APPEND_BEFORE =
      append("inquiry_id, permit_id", ":inquiry, CAST(:permit AS uuid)");

  /** What V208 made of them. */
  private static final NamedSql APPEND = append("form", "1");

  private EarlierRecords() {}

  private static NamedSql append(String columns, String values) {
    return NamedSql.of(
        """
        WITH recorded AS (
          INSERT INTO exchange_record (record_id, role, outcome, at, subject_index, leaf_hash,
            text_box, %s)
          VALUES (:id, :role, :outcome, :at, :subject, :hash, :text, %s)
          RETURNING record_id, leaf_hash)
        """
                .formatted(columns, values)
            + LeafRows.wait("recorded"));
  }

  /** Into a database as it was before V208, with the ids in clear. */
  static void appendBefore(TenantTransaction tx, Exchange exchange) {
    int _ =
        bound(APPEND_BEFORE, tx, exchange, CLOCK, exchange.inquiry().hashCode())
            .bind("inquiry", exchange.inquiry().value())
            .bind("permit", exchange.permit().map(PermitId::value).orElse(null))
            .update();
  }

  /** Into a database as it is now, where it stands as if it had always been there. */
  static void append(TenantTransaction tx, Clock clock, int number, Exchange exchange) {
    int _ = bound(APPEND, tx, exchange, clock, number).update();
  }

  private static NamedSql.Run bound(
      NamedSql append, TenantTransaction tx, Exchange exchange, Clock clock, int seed) {
    RecordId id = RecordId.random(clock, new Random(seed));
    RecordText text = RecordText.read(text(id, exchange));
    SealedColumns columns = new SealedColumns(tx.tenant(), Sample.keys(tx.tenant()).columns());
    return append
        .on(tx.handle())
        .bind("id", id.value())
        .bind("role", exchange.role())
        .bind("outcome", exchange.told().outcome())
        .bind("at", exchange.told().at())
        .bind("subject", exchange.subject().map(columns::index).map(BlindIndex::bytes).orElse(null))
        .bind("hash", text.leafHash())
        .bind(
            "text",
            columns.seal(
                "exchange",
                id.toString().getBytes(StandardCharsets.US_ASCII),
                text.text().getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(RecordId id, Exchange exchange) {
    return String.join(
        "\t",
        "exchange-1",
        id.toString(),
        exchange.role().name(),
        exchange.inquiry().toString(),
        exchange.permit().map(PermitId::toString).orElse("-"),
        exchange.inquirer().value(),
        exchange.provider().value(),
        exchange.asked().purpose().name(),
        exchange.asked().procedure().value(),
        exchange.asked().information().value(),
        exchange.subject().map(AddresseeNumber::value).orElse("-"),
        exchange.told().outcome().name(),
        exchange.told().reason().map(Reason::value).orElse("-"),
        exchange.told().at().toString(),
        "00112233445566778899aabbccddeeff");
  }
}
