package renkei.signing.algorithm;

import java.util.List;

/**
 * The algorithms of a seal by their names in XML Encryption 1.1. There is one choice of them, so
 * that nobody who writes a seal can choose another.
 */
public final class SealAlgorithms {

  /** AES-256-GCM, for the content. */
  public static final String CONTENT = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

  /** AES Key Wrap with 256 bits, for the content's key. */
  public static final String WRAP = "http://www.w3.org/2001/04/xmlenc#kw-aes256";

  /** Elliptic-curve Diffie-Hellman with a fresh key of the sender. */
  public static final String AGREEMENT = "http://www.w3.org/2009/xmlenc11#ECDH-ES";

  /** The derivation of the wrapping key from the agreed secret. */
  public static final String DERIVATION = "http://www.w3.org/2009/xmlenc11#ConcatKDF";

  /** All of them, by which a dated table accepts or refuses a seal. */
  public static final List<String> SUITE =
      List.of(AGREEMENT, DERIVATION, DigestAlgorithm.SHA256.uri(), WRAP, CONTENT);

  private SealAlgorithms() {}
}
