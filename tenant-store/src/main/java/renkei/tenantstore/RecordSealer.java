package renkei.tenantstore;

import java.util.Optional;
import renkei.codebook.TenantId;

/**
 * Seals what was recorded since the last time. Run it by a timer; several gateways may run it at
 * once.
 */
@FunctionalInterface
public interface RecordSealer {

  /**
   * Takes the unsealed records of a tenant into its hash tree, at most 10,000 at once, and signs
   * the new head.
   *
   * @return the new head; empty if there was nothing to seal, or another gateway is at it
   * @throws renkei.signing.SigningUnavailableException if the tenant's key cannot sign now, or its
   *     algorithm has ended for new work; the records stay unsealed, and trying again may succeed
   * @throws renkei.codebook.database.DatabaseUnavailableException if the store cannot be reached
   */
  Optional<SignedHead> seal(TenantId tenant);
}
