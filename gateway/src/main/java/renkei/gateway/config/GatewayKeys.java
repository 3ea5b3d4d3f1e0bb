package renkei.gateway.config;

import java.security.cert.X509Certificate;
import java.util.Map;
import renkei.codebook.TenantId;
import renkei.gateway.health.KeyFault;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.TenantKeys;

/**
 * All keys of one gateway, as its PKCS#12 files said at one moment.
 *
 * @param trust whose certificates count
 * @param platform for serving and for calling
 * @param tenants the keys of every tenant whose file could be read, also of one whose certificate
 *     does not count
 * @param faults what is wrong with the others, and with certificates
 * @param certificates all certificates of this gateway's own files, each with the name of its file
 * @param operatorToken lets its holder see the console
 */
public record GatewayKeys(
    CertificateTrust trust,
    SigningIdentity platform,
    Map<TenantId, TenantKeys> tenants,
    Map<TenantId, KeyFault> faults,
    Map<X509Certificate, String> certificates,
    String operatorToken) {

  public GatewayKeys {
    tenants = Map.copyOf(tenants);
    faults = Map.copyOf(faults);
    certificates = Map.copyOf(certificates);
  }

  /** The file of a tenant's keys. */
  static String fileOf(TenantId tenant) {
    return "tenant-" + tenant.value() + ".p12";
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "GatewayKeys[" + tenants.keySet() + "]";
  }
}
