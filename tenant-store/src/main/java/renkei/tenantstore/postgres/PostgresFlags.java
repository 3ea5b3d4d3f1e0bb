package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Flags;

/**
 * The tables {@code hold}, {@code protection_case} and {@code protection_leave}: one transaction's
 * view of one tenant's flags.
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

  private static final NamedSql END_LEAVES =
      NamedSql.of("DELETE FROM protection_leave WHERE addressee_index = :person");

  private static final NamedSql LET_ASK =
      NamedSql.of(
          """
          INSERT INTO protection_leave (addressee_index, inquirer_index, information, until)
          VALUES (:person, :inquirer, :information, :until)
          ON CONFLICT (tenant, addressee_index, inquirer_index, information)
          DO UPDATE SET until = excluded.until
          """);

  private static final NamedSql LET_ASK_NO_MORE =
      NamedSql.of(
          """
          DELETE FROM protection_leave WHERE addressee_index = :person
            AND inquirer_index = :inquirer AND information = :information
          """);

  private static final NamedSql HELD =
      NamedSql.of(
          """
          SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)
            OR EXISTS (
              SELECT FROM hold WHERE addressee_index = :person AND information = :information)
          """);

  private static final NamedSql PROTECTED =
      NamedSql.of("SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)");

  /** The part of a statement that says since when an answer is held; NULL if it is not. */
  static String heldSince(String person, String information) {
    return "(SELECT since FROM hold WHERE addressee_index = %s AND information = %s)"
        .formatted(person, information);
  }

  /** The part of a statement that says since when a person is protected; NULL if they are not. */
  static String protectedSince(String person) {
    return "(SELECT since FROM protection_case WHERE addressee_index = %s)".formatted(person);
  }

  /** The part of a statement that says whether an inquirer may be answered in spite of that. */
  static String mayAsk(String person, String inquirer, String information, String now) {
    return """
    EXISTS (SELECT FROM protection_leave WHERE addressee_index = %s
      AND inquirer_index = %s AND information = %s AND until > %s)"""
        .formatted(person, inquirer, information, now);
  }

  /** Where to find an inquirer: not by its code, so that nobody reads who deals with whom. */
  static byte[] inquirer(SealedColumns columns, AgencyCode inquirer) {
    return columns.index("protection_leave", inquirer.value()).bytes();
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
    int _ = about(END_LEAVES, person).update();
  }

  @Override
  public boolean letAsk(
      AddresseeNumber person, AgencyCode inquirer, InformationCode information, Instant until) {
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_LEAVE))) {
      return false;
    }
    int _ =
        about(LET_ASK, person)
            .bind("inquirer", inquirer(columns, inquirer))
            .bind("information", information.value())
            .bind("until", until)
            .update();
    return true;
  }

  @Override
  public void letAskNoMore(
      AddresseeNumber person, AgencyCode inquirer, InformationCode information) {
    int _ =
        about(LET_ASK_NO_MORE, person)
            .bind("inquirer", inquirer(columns, inquirer))
            .bind("information", information.value())
            .update();
  }

  @Override
  public boolean held(AddresseeNumber person, InformationCode information) {
    return about(HELD, person)
        .bind("information", information.value())
        .one(row -> row.getBoolean(1));
  }

  @Override
  public boolean isProtected(AddresseeNumber person) {
    return about(PROTECTED, person).one(row -> row.getBoolean(1));
  }

  private NamedSql.Run about(NamedSql statement, AddresseeNumber person) {
    return statement.on(handle).bind("person", columns.index(person).bytes());
  }
}
