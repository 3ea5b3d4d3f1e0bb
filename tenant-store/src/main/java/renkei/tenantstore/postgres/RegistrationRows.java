package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.tenantstore.RegistrationState;

/** The table {@code registration}: what one tenant has loaded in full. */
record RegistrationRows(Handle handle) {

  private static final NamedSql REGISTER =
      NamedSql.of(
          """
          INSERT INTO registration (information, registered_at, complete)
          VALUES (:information, :now, :complete)
          ON CONFLICT (tenant, information) DO UPDATE SET complete = excluded.complete
          """);

  private static final NamedSql DOUBT =
      NamedSql.of(
          "UPDATE registration SET complete = false WHERE information = :information AND complete");

  private static final NamedSql STATE = NamedSql.of("SELECT " + complete(":information"));

  /** The part of a statement that {@link #state(ResultSet, int)} reads. */
  static String complete(String information) {
    return "(SELECT complete FROM registration WHERE information = %s)".formatted(information);
  }

  static RegistrationState state(ResultSet row, int column) throws SQLException {
    boolean complete = row.getBoolean(column);
    if (row.wasNull()) {
      return RegistrationState.NOT_REGISTERED;
    }
    return complete ? RegistrationState.REGISTERED : RegistrationState.IN_DOUBT;
  }

  RegistrationState state(InformationCode information) {
    return STATE.on(handle).bind("information", information.value()).one(row -> state(row, 1));
  }

  void register(InformationCode information, boolean complete, Instant now) {
    int _ =
        REGISTER
            .on(handle)
            .bind("information", information.value())
            .bind("now", now)
            .bind("complete", complete)
            .update();
  }

  void doubt(InformationCode information) {
    int _ = DOUBT.on(handle).bind("information", information.value()).update();
  }
}
