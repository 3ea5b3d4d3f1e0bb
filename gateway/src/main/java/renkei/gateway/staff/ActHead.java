package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import renkei.signing.AlgorithmTable;
import renkei.signing.DetachedSignature;
import renkei.signing.Signatures;
import renkei.signing.SigningIdentity;

/**
 * The state of a place's tree of acts, signed: by the tenant, or by the platform for its operators'
 * acts.
 *
 * @param size how many acts
 * @param root the root hash in lower-case hexadecimal (RFC 9162, section 2.1)
 * @param chain the certificate of the signer and its issuers
 */
public record ActHead(
    Place place,
    long size,
    String root,
    Instant signedAt,
    DetachedSignature signature,
    List<X509Certificate> chain) {

  /** Copies the list. */
  public ActHead {
    chain = List.copyOf(chain);
  }

  static ActHead sign(
      SigningIdentity identity,
      AlgorithmTable algorithms,
      Place place,
      long size,
      String root,
      Instant now) {
    DetachedSignature signature =
        Signatures.sign(identity, bytes(place, size, root, now), algorithms, now);
    return new ActHead(place, size, root, now, signature, identity.chain());
  }

  /** Whether the first certificate of the chain signed this; says nothing about trust in it. */
  Signatures.Finding signedByChain(AlgorithmTable algorithms, Instant now) {
    byte[] signed = bytes(place, size, root, signedAt);
    return Signatures.verify(chain.getFirst(), signed, signature, algorithms, signedAt, now);
  }

  private static byte[] bytes(Place place, long size, String root, Instant signedAt) {
    return String.join(
            "\n",
            "renkei act head 1",
            place.value(),
            Long.toString(size),
            root,
            signedAt.toString())
        .getBytes(StandardCharsets.UTF_8);
  }
}
