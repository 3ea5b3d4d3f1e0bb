package renkei.codebook.database;

import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;

/** How connections are set up, begun for a tenant, and given back. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  /** Driver settings: prepare at once, and never wait for ever for a silent server. */
  static void describe(BiConsumer<String, String> property) {
    property.accept("currentSchema", Database.SCHEMA);
    property.accept("ApplicationName", "renkei");
    property.accept("prepareThreshold", "1");
    property.accept("tcpKeepAlive", "true");
    property.accept("connectTimeout", "5");
    property.accept("socketTimeout", "60");
    property.accept(
        "options",
        "-c statement_timeout=50s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s");
  }

  /** Holds the open transaction to one tenant; travels with BEGIN in one round trip. */
  static void enter(Handle handle, TenantId tenant) {
    handle
        .createQuery("SELECT set_config('renkei.tenant', ?, true)")
        .bind(0, tenant.value())
        .mapTo(String.class)
        .one();
  }

  /**
   * Rolls back as well as a perhaps broken connection lets us: what went wrong first matters more.
   */
  static void rollBack(Handle handle) {
    try {
      handle.rollback();
    } catch (JdbiException e) {
      LOG.debug("rollback failed, the connection is given up", e);
    }
  }
}
