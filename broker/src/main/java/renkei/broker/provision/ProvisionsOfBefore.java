package renkei.broker.provision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import renkei.broker.engine.UnitOfWork;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/**
 * The table {@code provision_1}: provisions that stood under their permits' own ids. Each goes on
 * as it is: on hold, or decided, so that its permit is not answered twice.
 */
final class ProvisionsOfBefore {

  /** What is on hold and does not say for whom no member of staff could rule on: it stays here. */
  private static final NamedSql TAKE =
      NamedSql.of(
          """
          SELECT permit_id, state, subject, inquirer, procedure, information
          FROM provision_1
          WHERE tenant = :tenant AND permit_id > :after
            AND (state <> 'ON_HOLD' OR subject IS NOT NULL)
          ORDER BY permit_id LIMIT :atMost FOR UPDATE
          """);

  private static final NamedSql CARRY_OVER =
      NamedSql.of(
          """
          WITH gone AS (
            DELETE FROM provision_1 WHERE tenant = :tenant AND permit_id = ANY (:ids) RETURNING *),
          carried AS (
            SELECT g.tenant, u.permit_index, g.message_id, g.peer, g.lane,
              CASE WHEN g.state = 'ON_HOLD' THEN 'ON_HOLD' ELSE 'DECIDED' END AS state, g.outcome,
              nullif(u.detail, ''::bytea) AS detail, g.held_since, g.created_at, g.expires_at
            FROM gone g JOIN unnest(:ids, :indexes, :details) AS u (id, permit_index, detail)
              ON g.permit_id = u.id)
          """
              + ProvisionRows.INSERT_CARRIED);

  /**
   * A provision.
   *
   * @param opens whether what it says of a person opens, if it says anything
   * @param detail what the new row says of it while it is on hold
   */
  private record Before(PermitId permit, boolean opens, Optional<ProvisionRows.Detail> detail) {}

  private final Function<TenantId, SealedColumns> columns;
  private final ProvisionRows provisions;

  ProvisionsOfBefore(Function<TenantId, SealedColumns> columns, ProvisionRows provisions) {
    this.columns = columns;
    this.provisions = provisions;
  }

  /** As {@link ProvisionCase#carryOver}. */
  Optional<UUID> carryOver(UnitOfWork work, UUID after, int atMost) {
    List<Before> taken =
        TAKE.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("after", after)
            .bind("atMost", atMost)
            .list(row -> read(work, row));
    List<Before> carried = taken.stream().filter(Before::opens).toList();
    if (!carried.isEmpty()) {
      int _ =
          CARRY_OVER
              .on(work.handle())
              .bind("tenant", work.tenant().value())
              .bind("ids", SqlArray.uuids(carried, each -> each.permit().value()))
              .bind(
                  "indexes",
                  SqlArray.bytes(
                      carried, each -> provisions.index(work.tenant(), each.permit()).bytes()))
              .bind("details", SqlArray.bytes(carried, each -> box(work, each)))
              .update();
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken.getLast().permit().value());
  }

  private byte[] box(UnitOfWork work, Before before) {
    return before
        .detail()
        .map(detail -> provisions.box(work.tenant(), detail))
        .orElseGet(() -> new byte[0]);
  }

  private Before read(UnitOfWork work, ResultSet row) throws SQLException {
    PermitId permit = new PermitId(row.getObject("permit_id", UUID.class));
    if (!row.getString("state").equals("ON_HOLD")) {
      return new Before(permit, true, Optional.empty());
    }
    Optional<byte[]> subject =
        columns
            .apply(work.tenant())
            .tryOpenRow("provision/" + permit.value(), row.getBytes("subject"));
    if (subject.isEmpty()) {
      return new Before(permit, false, Optional.empty());
    }
    return new Before(
        permit,
        true,
        Optional.of(
            new ProvisionRows.Detail(
                permit,
                AddresseeNumber.known(new String(subject.get(), UTF_8)),
                new AgencyCode(row.getString("inquirer")),
                new ProcedureCode(row.getString("procedure")),
                new InformationCode(row.getString("information")))));
  }
}
