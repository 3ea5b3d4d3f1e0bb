package renkei.gateway.replay;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.JapanTime;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.PermissionIndex;
import renkei.codebook.permission.PermissionList;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordSearch;

/**
 * Makes the decisions of one day again under another permission list (照会許可用照合リスト), from the
 * exchange records of all tenants: one after the other, 500 records at a time, each page in a
 * transaction of its own. Thread-safe.
 */
public final class Replay {

  private static final int PAGE = 500;

  private final Database database;
  private final TenantStore store;
  private final AgencyDirectory directory;

  /** Of the tenants of this directory. */
  public Replay(Database database, TenantStore store, AgencyDirectory directory) {
    this.database = database;
    this.store = store;
    this.directory = directory;
  }

  /**
   * What would be decided otherwise. A list that has not begun by that day is taken as on its first
   * day.
   *
   * @param day in Japan
   * @throws IllegalArgumentException if the list contradicts itself
   * @throws renkei.codebook.database.DatabaseUnavailableException if the records cannot be read
   */
  public ReplayReport under(PermissionList list, LocalDate day) {
    LocalDate judgedOn = list.validity().from().filter(day::isBefore).orElse(day);
    Tally tally = new Tally(new PermissionIndex(list, directory), directory, judgedOn);
    RecordSearch decided =
        new RecordSearch(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(day.atStartOfDay(JapanTime.ZONE).toInstant()),
            Optional.of(day.plusDays(1).atStartOfDay(JapanTime.ZONE).toInstant()));
    directory.tenants().forEach(tenant -> add(tenant, decided, tally));
    return tally.report(day);
  }

  private void add(TenantId tenant, RecordSearch decided, Tally tally) {
    Optional<RecordId> after = Optional.empty();
    do {
      Optional<RecordId> seen = after;
      RecordSearch.Page page =
          database.inTenant(tenant, tx -> store.records(tx).search(decided, seen, PAGE));
      page.records().forEach(record -> tally.add(tenant, record));
      after = page.next();
    } while (after.isPresent());
  }
}
