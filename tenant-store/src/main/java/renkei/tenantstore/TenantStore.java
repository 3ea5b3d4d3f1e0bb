package renkei.tenantstore;

import java.util.Optional;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AddresseeForm;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.load.Loads;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.replica.Registrations;
import renkei.tenantstore.replica.Replicas;

/**
 * What the platform keeps for its tenants. Everything of one transaction belongs to that
 * transaction's tenant and is good until it ends; there is no call by which one reaches another
 * tenant's. Thread-safe.
 */
public interface TenantStore {

  /** The replicas (副本) of the transaction's tenant. */
  Replicas replicas(TenantTransaction tx);

  /** What the transaction's tenant has loaded in full. */
  Registrations registrations(TenantTransaction tx);

  /** What staff of the transaction's tenant decide about loads, and the proofs of these. */
  Loads loads(TenantTransaction tx);

  /** The holds and protection cases of the transaction's tenant. */
  Flags flags(TenantTransaction tx);

  /** The exchange records (情報提供等記録) of the transaction's tenant. */
  ExchangeRecords records(TenantTransaction tx);

  /** The results of the transaction's tenant's inquiries. */
  Results results(TenantTransaction tx);

  /** As the other method, of a tenant that declared no form of its addressee numbers. */
  default ReplicaImport replicaImport(TenantId tenant, ReplicaImport.BatchBulkhead bulkhead) {
    return replicaImport(tenant, Optional.empty(), bulkhead);
  }

  /**
   * Loads replicas of one tenant, in transactions of its own.
   *
   * @param form of the tenant's addressee numbers, if it declared one
   * @param bulkhead when these may be done
   */
  ReplicaImport replicaImport(
      TenantId tenant, Optional<AddresseeForm> form, ReplicaImport.BatchBulkhead bulkhead);

  /**
   * Seals exchange records into the tenants' hash trees, in transactions of its own.
   *
   * @param algorithms says by what the heads may be signed at the time
   */
  RecordSealer sealer(AlgorithmTable algorithms);
}
