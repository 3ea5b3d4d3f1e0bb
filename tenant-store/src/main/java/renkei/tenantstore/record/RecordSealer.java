package renkei.tenantstore.record;

import java.time.Duration;
import java.util.Optional;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;

/**
 * Seals what was recorded since the last time: takes the unsealed records of a tenant into its hash
 * tree and signs the new head. Several gateways may do so at once; one record gets one place.
 *
 * <p>All methods throw {@link renkei.signing.SigningUnavailableException} if the tenant's key
 * cannot sign now, or its algorithm has ended for new work: the records stay unsealed, and trying
 * again may succeed; and {@link renkei.codebook.database.DatabaseUnavailableException} if the store
 * cannot be reached.
 */
public interface RecordSealer {

  /**
   * Seals what waits, at most 10,000 records at once.
   *
   * @return the new head; empty if there was nothing to seal, or another gateway is at it
   */
  Optional<SignedHead> seal(TenantId tenant);

  /**
   * As {@link #seal(TenantId)}, if it is time: 1,000 records wait, or the oldest of them has waited
   * for {@code after}. To be run by a timer: a head is signed for what came, and none for nothing.
   */
  Optional<SignedHead> sealDue(TenantId tenant, Duration after);

  /**
   * Seals until this record has its place, if it waits for one: for whoever wants its proof now.
   * Waits for another gateway that is sealing.
   */
  void seal(TenantId tenant, RecordId record);
}
