package renkei.gateway;

import renkei.broker.ExchangeLedger;
import renkei.codebook.Exchange;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.TenantStore;

/** Puts the broker's exchanges on record in the tenant store. */
final class TenantLedger implements ExchangeLedger {

  private final TenantStore store;

  TenantLedger(TenantStore store) {
    this.store = store;
  }

  /**
   * Records one exchange.
   *
   * @throws IllegalStateException if the tenant has answered this permit before: without a record
   *     of its own a second answer must not leave
   */
  @Override
  public void record(TenantTransaction tx, Exchange exchange) {
    boolean isNew = store.records(tx).append(exchange);
    if (!isNew && exchange.role() == Exchange.Role.PROVIDER) {
      throw new IllegalStateException("this permit has been answered before");
    }
  }
}
