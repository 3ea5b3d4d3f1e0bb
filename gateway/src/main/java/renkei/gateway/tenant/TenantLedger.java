package renkei.gateway.tenant;

import renkei.broker.ExchangeLedger;
import renkei.codebook.Exchange;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.TenantStore;

/** Puts the broker's exchanges on record in the tenant store. */
public final class TenantLedger implements ExchangeLedger {

  private final TenantStore store;

  public TenantLedger(TenantStore store) {
    this.store = store;
  }

  @Override
  public Recording record(TenantTransaction tx, Exchange exchange) {
    return store.records(tx).append(exchange) ? Recording.RECORDED : Recording.ALREADY_RECORDED;
  }
}
