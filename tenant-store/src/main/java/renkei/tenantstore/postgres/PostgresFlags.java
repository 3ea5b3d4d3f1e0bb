package renkei.tenantstore.postgres;

import java.time.Clock;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Flags;

/**
 * The tables {@code hold} and {@code protection_case}: one transaction's view of one tenant's
 * flags.
 */
record PostgresFlags(Handle handle, SealedColumns columns, Clock clock) implements Flags {

  private static final NamedSql HOLD =
      NamedSql.of(
          """
          INSERT INTO hold (addressee_index, information, since)
          VALUES (:person, :information, :now) ON CONFLICT DO NOTHING
          """);

  private static final NamedSql RELEASE =
      NamedSql.of(
          "DELETE FROM hold WHERE addressee_index = :person AND information = :information");

  private static final NamedSql PROTECT =
      NamedSql.of(
          """
          INSERT INTO protection_case (addressee_index, since) VALUES (:person, :now)
          ON CONFLICT DO NOTHING
          """);

  private static final NamedSql END_PROTECTION =
      NamedSql.of("DELETE FROM protection_case WHERE addressee_index = :person");

  private static final NamedSql HELD =
      NamedSql.of(
          """
          SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)
            OR EXISTS (
              SELECT FROM hold WHERE addressee_index = :person AND information = :information)
          """);

  private static final NamedSql HELD_ANYWHERE =
      NamedSql.of(
          """
          SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)
            OR EXISTS (SELECT FROM hold WHERE addressee_index = :person)
          """);

  /**
   * The part of a statement that says when the newest flag was set that keeps an answer waiting;
   * NULL if there is none.
   */
  static String newestSince(String person, String information) {
    return """
    GREATEST((SELECT since FROM protection_case WHERE addressee_index = %1$s),
      (SELECT since FROM hold WHERE addressee_index = %1$s AND information = %2$s))"""
        .formatted(person, information);
  }

  @Override
  public void hold(AddresseeNumber person, InformationCode information) {
    int _ =
        about(HOLD, person)
            .bind("information", information.value())
            .bind("now", clock.instant())
            .update();
  }

  @Override
  public void release(AddresseeNumber person, InformationCode information) {
    int _ = about(RELEASE, person).bind("information", information.value()).update();
  }

  @Override
  public void protect(AddresseeNumber person) {
    int _ = about(PROTECT, person).bind("now", clock.instant()).update();
  }

  @Override
  public void endProtection(AddresseeNumber person) {
    int _ = about(END_PROTECTION, person).update();
  }

  @Override
  public boolean held(AddresseeNumber person, InformationCode information) {
    return about(HELD, person)
        .bind("information", information.value())
        .one(row -> row.getBoolean(1));
  }

  @Override
  public boolean heldAnywhere(AddresseeNumber person) {
    return about(HELD_ANYWHERE, person).one(row -> row.getBoolean(1));
  }

  private NamedSql.Run about(NamedSql statement, AddresseeNumber person) {
    return statement.on(handle).bind("person", columns.index(person).bytes());
  }
}
