package renkei.gateway;

import renkei.broker.Exchange;
import renkei.broker.ExchangeLedger;
import renkei.broker.Reason;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.Role;
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
    boolean isNew = store.records(tx).append(toRecord(exchange));
    if (!isNew && exchange.role() == Exchange.Role.PROVIDER) {
      throw new IllegalStateException("this permit has been answered before");
    }
  }

  private static renkei.tenantstore.Exchange toRecord(Exchange exchange) {
    return new renkei.tenantstore.Exchange(
        switch (exchange.role()) {
          case INQUIRER -> Role.INQUIRER;
          case PROVIDER -> Role.PROVIDER;
        },
        exchange.inquiry(),
        exchange.permit(),
        exchange.inquirer(),
        exchange.provider(),
        exchange.purpose(),
        exchange.procedure(),
        exchange.information(),
        exchange.subject(),
        exchange.outcome(),
        exchange.reason().map(Reason::value),
        exchange.at());
  }
}
