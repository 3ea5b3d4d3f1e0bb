package renkei.signing.xml;

import java.security.cert.X509Certificate;
import org.w3c.dom.Element;

/** What came of verifying a signed element. */
public sealed interface Verification {

  /**
   * The signature holds.
   *
   * @param content what the signature covers, read again from the very bytes that were digested:
   *     root of a document of its own, without the signature, without comments
   * @param signer the signer's certificate
   */
  record Genuine(Element content, X509Certificate signer) implements Verification {}

  /**
   * The element must not be used.
   *
   * @param reason the first rule that was broken
   */
  record Rejected(Reason reason) implements Verification {}

  /**
   * The rules, in the order they are checked; whether the algorithm fits the key is checked once
   * the certificates are read.
   */
  enum Reason {
    /** Too large, too deep, or with something in it that cannot be canonicalised. */
    OUT_OF_BOUNDS,
    /** No usable {@code Id} attribute on the element. */
    NO_ID,
    /** The id occurs twice in the document. */
    DUPLICATE_ID,
    /** No signature as a direct child. */
    NOT_SIGNED,
    /** Not exactly the structure of the profile. */
    PROFILE,
    /** An algorithm that is not accepted, or one that does not fit the key. */
    ALGORITHM,
    /** The content is not what was signed. */
    DIGEST,
    /** The signer's certificates cannot be read. */
    CERTIFICATE,
    /** The signer's certificates lead to no trusted issuer, or not at that instant. */
    UNTRUSTED,
    /** The signature value does not verify. */
    SIGNATURE
  }
}
