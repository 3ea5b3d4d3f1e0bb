package renkei.gateway.tenant;

import java.util.List;
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
  public List<Recording> record(TenantTransaction tx, List<Exchange> exchanges) {
    return store.records(tx).append(exchanges).stream()
        .map(isNew -> isNew ? Recording.RECORDED : Recording.ALREADY_RECORDED)
        .toList();
  }
}
