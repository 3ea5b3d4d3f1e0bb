package renkei.tenantstore;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import renkei.codebook.TenantId;
import renkei.signing.DetachedSignature;

/**
 * The state of a tenant's hash tree, signed by the tenant's identity.
 *
 * @param size how many records
 * @param root the root hash in lower-case hexadecimal (RFC 9162, section 2.1)
 * @param chain the certificate of the signer and its issuers
 */
public record SignedHead(
    TenantId tenant,
    long size,
    String root,
    Instant signedAt,
    DetachedSignature signature,
    List<X509Certificate> chain) {

  /** Copies the list. */
  public SignedHead {
    chain = List.copyOf(chain);
  }

  /** The bytes that are signed. */
  public byte[] signedBytes() {
    return TreeHeads.bytes(tenant, size, root, signedAt);
  }
}
