package renkei.tenantstore.record;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import renkei.codebook.TenantId;
import renkei.signing.AlgorithmTable;
import renkei.signing.DetachedSignature;
import renkei.signing.Signatures;
import renkei.signing.SigningIdentity;

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

  /**
   * Signs the state of a tree.
   *
   * @param algorithms says by what may be signed today
   * @throws renkei.signing.SigningUnavailableException if the identity's algorithm has ended for
   *     new work, or its key cannot sign now
   */
  public static SignedHead sign(
      SigningIdentity identity,
      AlgorithmTable algorithms,
      TenantId tenant,
      long size,
      String root,
      Instant now) {
    DetachedSignature signature =
        Signatures.sign(identity, bytes(tenant, size, root, now), algorithms, now);
    return new SignedHead(tenant, size, root, now, signature, identity.chain());
  }

  /**
   * Whether the first certificate of the chain signed this; says nothing about trust in it.
   *
   * @param algorithms says by what it may have been signed
   * @param now when it is looked at
   */
  public Signatures.Finding signedByChain(AlgorithmTable algorithms, Instant now) {
    byte[] signed = bytes(tenant, size, root, signedAt);
    return Signatures.verify(chain.getFirst(), signed, signature, algorithms, signedAt, now);
  }

  private static byte[] bytes(TenantId tenant, long size, String root, Instant signedAt) {
    return String.join(
            "\n",
            "renkei tree head 1",
            tenant.value(),
            Long.toString(size),
            root,
            signedAt.toString())
        .getBytes(StandardCharsets.UTF_8);
  }
}
