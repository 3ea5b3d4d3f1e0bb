package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Registrations;

/** The table {@code registration}: what one tenant has loaded in full. */
record RegistrationRows(Handle handle) implements Registrations {

  private static final NamedSql REGISTER =
      NamedSql.of(
          """
          INSERT INTO registration (information, registered_at, complete, doubted_at)
          VALUES (:information, :now, :complete, CASE WHEN NOT :complete THEN :now END)
          ON CONFLICT (tenant, information) DO UPDATE
          SET complete = excluded.complete, doubted_at = excluded.doubted_at
          """);

  private static final NamedSql DOUBT =
      NamedSql.of(
          """
          UPDATE registration SET complete = false, doubted_at = :now
          WHERE information = :information
          """);

  private static final NamedSql END_DOUBT =
      NamedSql.of(
          """
          UPDATE registration SET complete = true, doubted_at = NULL
          WHERE information = :information AND doubted_at <= :seen
          """);

  private static final NamedSql FIND =
      NamedSql.of("SELECT complete, doubted_at FROM registration WHERE information = :information");

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

  void doubt(InformationCode information, Instant now) {
    int _ = DOUBT.on(handle).bind("information", information.value()).bind("now", now).update();
  }

  @Override
  public Registrations.Extent find(InformationCode information) {
    return FIND.on(handle)
        .bind("information", information.value())
        .findOne(
            row ->
                new Registrations.Extent(
                    state(row, 1),
                    Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)))
        .orElseGet(
            () -> new Registrations.Extent(RegistrationState.NOT_REGISTERED, Optional.empty()));
  }

  @Override
  public boolean endDoubt(InformationCode information, Instant seen) {
    return END_DOUBT.on(handle).bind("information", information.value()).bind("seen", seen).update()
        > 0;
  }
}
