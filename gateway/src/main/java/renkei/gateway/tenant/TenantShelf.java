package renkei.gateway.tenant;

import java.time.Clock;
import renkei.broker.ResultShelf;
import renkei.broker.message.Answer;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.Result;
import renkei.tenantstore.TenantStore;

/** Keeps the content of answers in the tenant store until the local system has fetched it. */
public final class TenantShelf implements ResultShelf {

  private final TenantStore store;
  private final Clock clock;

  public TenantShelf(TenantStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void put(TenantTransaction tx, ExchangeId exchange, Answer.Provided provided) {
    Exchange.Given given = provided.given().orElseThrow();
    Exchange.GivenRecord newest = given.records().getLast();
    store
        .results(tx)
        .put(
            new Result(
                exchange,
                provided.content(),
                newest.asOf(),
                given.edition(),
                newest.version(),
                clock.instant()));
  }
}
