package renkei.gateway;

import java.time.Duration;
import java.util.Optional;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.config.LiveKeys;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.record.SignedHead;

/** What a gateway does again and again beside what it is asked for. */
final class Rounds {

  /** How often it is looked whether records are to be sealed. */
  private static final Duration SEALING_PAUSE = Duration.ofSeconds(5);

  private static final Duration TIDYING_PAUSE = Duration.ofHours(1);
  private static final Duration CERTIFICATES_PAUSE = Duration.ofDays(1);

  private final Timers timers;
  private final AgencyDirectory directory;
  private final LiveKeys keys;

  Rounds(Timers timers, AgencyDirectory directory, LiveKeys keys) {
    this.timers = timers;
    this.directory = directory;
    this.keys = keys;
  }

  /**
   * @param sealAfter how long a record waits for its seal where few come
   * @param retention how long a result is kept for the local system
   */
  void begin(
      Database database,
      TenantStore store,
      RecordSealer sealer,
      Duration sealAfter,
      Duration retention,
      CertificateWatch certificates) {
    timers.every(
        SEALING_PAUSE,
        "sealing of records",
        directory.tenants(),
        tenant -> {
          if (keys.findFault(tenant).isEmpty()) {
            Optional<SignedHead> _ = sealer.sealDue(tenant, sealAfter);
          }
        });
    timers.every(CERTIFICATES_PAUSE, "watch over certificates", certificates::look);
    timers.every(
        TIDYING_PAUSE,
        "deletion of old results",
        directory.tenants(),
        tenant -> database.inTenant(tenant, tx -> store.results(tx).deleteOlderThan(retention)));
  }
}
