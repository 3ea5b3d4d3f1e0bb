package renkei.codebook.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import renkei.codebook.CaseId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.codebook.vault.RegistrationCase;

/** The table {@code registration_case}: findings of one tenant that people have to decide. */
record RegistrationCaseRows(Handle handle) {

  private static final NamedSql OPEN =
      NamedSql.of(
          """
          INSERT INTO registration_case (case_id, kind, addressee_index, code_index, opened_at)
          SELECT a, 'CODE_BOUND_TWICE', b, c, :now FROM unnest(:cases, :rows, :codes) AS u (a, b, c)
          """);

  private static final NamedSql OPEN_CASES =
      NamedSql.of(
          """
          SELECT case_id, kind, opened_at FROM registration_case
          WHERE closed_at IS NULL ORDER BY opened_at, case_id
          """);

  /** Opens a case for each code that came for a second person. */
  void open(Map<CodeMatch, CaseId> cases, Instant now) {
    List<Map.Entry<CodeMatch, CaseId>> all = List.copyOf(cases.entrySet());
    OPEN.on(handle)
        .bind("now", now)
        .bind("cases", SqlArray.uuids(all, one -> one.getValue().value()))
        .bind("rows", SqlArray.bytes(all, one -> one.getKey().addresseeIndex().bytes()))
        .bind("codes", SqlArray.bytes(all, one -> one.getKey().codeIndex().bytes()))
        .update();
  }

  /** Those that are open, the oldest first. */
  List<RegistrationCase> open() {
    return OPEN_CASES
        .on(handle)
        .list(
            row ->
                new RegistrationCase(
                    new CaseId(row.getObject(1, UUID.class)),
                    RegistrationCase.Kind.valueOf(row.getString(2)),
                    row.getObject(3, OffsetDateTime.class).toInstant()));
  }
}
