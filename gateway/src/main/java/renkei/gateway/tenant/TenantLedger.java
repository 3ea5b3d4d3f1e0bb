package renkei.gateway.tenant;

import java.util.List;
import renkei.broker.ExchangeLedger;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.TenantStore;

/** Puts the broker's exchanges on record in the tenant store. */
public final class TenantLedger implements ExchangeLedger {

  private final TenantStore store;
  private final Environment environment;

  /** A ledger that notes with each exchange what the installation works for. */
  public TenantLedger(TenantStore store, Environment environment) {
    this.store = store;
    this.environment = environment;
  }

  @Override
  public List<Recording> record(TenantTransaction tx, List<Exchange> exchanges) {
    return store
        .records(tx)
        .append(exchanges.stream().map(exchange -> exchange.in(environment)).toList())
        .stream()
        .map(isNew -> isNew ? Recording.RECORDED : Recording.ALREADY_RECORDED)
        .toList();
  }
}
