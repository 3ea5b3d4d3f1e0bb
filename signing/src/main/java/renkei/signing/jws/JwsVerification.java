package renkei.signing.jws;

import java.security.cert.X509Certificate;
import java.util.List;

/** What came of verifying a signed file. */
public sealed interface JwsVerification {

  /**
   * The signature holds, by a signer whose certificate counts.
   *
   * @param payload what was signed; the receiver's own copy
   * @param chain the signer's certificate first, each followed by its issuer
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Genuine(byte[] payload, List<X509Certificate> chain) implements JwsVerification {

    /** Keeps the list as it is. */
    public Genuine {
      chain = List.copyOf(chain);
    }

    /** The certificate of the key that signed. */
    public X509Certificate signer() {
      return chain.getFirst();
    }

    /** Names the signer and hides the payload. */
    @Override
    public String toString() {
      return "Genuine["
          + payload.length
          + " bytes, "
          + signer().getSubjectX500Principal().getName()
          + "]";
    }
  }

  /**
   * The file must not be used.
   *
   * @param reason the first rule that was broken
   */
  record Rejected(Reason reason) implements JwsVerification {}

  /** The rules, in the order they are checked. */
  enum Reason {
    /** Larger than a signed file may be. */
    OUT_OF_BOUNDS,
    /** Not three parts of base64url without padding, joined by dots (RFC 7515, 3.1). */
    FORM,
    /** The header is not exactly {@code alg}, {@code typ} and {@code x5c}. */
    HEADER,
    /** A file of another type. */
    TYPE,
    /** An algorithm that is not accepted now, or one that does not fit the key. */
    ALGORITHM,
    /** The signer's certificates cannot be read. */
    CERTIFICATE,
    /** The signer's certificates lead to no trusted issuer, or are not for signing. */
    UNTRUSTED,
    /** The signature value does not verify. */
    SIGNATURE
  }
}
