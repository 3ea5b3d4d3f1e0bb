package renkei.tenantstore.postgres;

import java.time.Clock;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.database.Columns;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Flags;

/** One transaction's view of one tenant's holds and protection cases. */
final class PostgresFlags implements Flags {

  private static final String HOLD =
      """
      INSERT INTO hold (addressee_index, information, since) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String RELEASE =
      "DELETE FROM hold WHERE addressee_index = ? AND information = ?";

  private static final String PROTECT =
      "INSERT INTO protection_case (addressee_index, since) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String END_PROTECTION =
      "DELETE FROM protection_case WHERE addressee_index = ?";

  private static final String HELD =
      """
      SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)
        OR EXISTS (SELECT FROM hold WHERE addressee_index = :person AND information = :information)
      """;

  private static final String HELD_ANYWHERE =
      """
      SELECT EXISTS (SELECT FROM protection_case WHERE addressee_index = :person)
        OR EXISTS (SELECT FROM hold WHERE addressee_index = :person)
      """;

  private final Handle handle;
  private final SealedColumns columns;
  private final Clock clock;

  PostgresFlags(Handle handle, SealedColumns columns, Clock clock) {
    this.handle = handle;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public void hold(AddresseeNumber person, InformationCode information) {
    handle.execute(
        HOLD, columns.index(person).bytes(), information.value(), Columns.instant(clock.instant()));
  }

  @Override
  public void release(AddresseeNumber person, InformationCode information) {
    handle.execute(RELEASE, columns.index(person).bytes(), information.value());
  }

  @Override
  public void protect(AddresseeNumber person) {
    handle.execute(PROTECT, columns.index(person).bytes(), Columns.instant(clock.instant()));
  }

  @Override
  public void endProtection(AddresseeNumber person) {
    handle.execute(END_PROTECTION, (Object) columns.index(person).bytes());
  }

  @Override
  public boolean held(AddresseeNumber person, InformationCode information) {
    return handle
        .createQuery(HELD)
        .bind("person", columns.index(person).bytes())
        .bind("information", information.value())
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public boolean heldAnywhere(AddresseeNumber person) {
    return handle
        .createQuery(HELD_ANYWHERE)
        .bind("person", columns.index(person).bytes())
        .mapTo(Boolean.class)
        .one();
  }
}
