package renkei.gateway.rest;

import java.time.Duration;
import java.util.function.Function;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;

/**
 * The short transactions of this door that belong to no lane: looking something up, the word of
 * staff. However many of them stand still, the lanes and bulk work keep their connections.
 * Thread-safe.
 */
final class Aside {

  private final Database database;
  private final Turns turns;

  /**
   * @param atOnce how many transactions may be open
   * @param patience how long one waits before it is told to come back
   */
  Aside(Database database, int atOnce, Duration patience) {
    this.database = database;
    this.turns = new Turns(atOnce, atOnce, patience, "too many requests look things up");
  }

  /**
   * As {@link Database#inTenant}.
   *
   * @throws RefusedException if too many others were under way for too long
   */
  <T> T inTenant(TenantId tenant, Function<TenantTransaction, T> work) {
    return turns.take(tenant, () -> database.inTenant(tenant, work));
  }
}
