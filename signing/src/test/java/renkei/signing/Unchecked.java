package renkei.signing;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** What a package keeps to itself, for tests in its rooms. */
public final class Unchecked {

  private Unchecked() {}

  /** The key of an identity, wherever it lives. */
  public static PrivateKey key(SigningIdentity identity) {
    return identity.key();
  }

  /** A signature that no table was asked about. */
  public static DetachedSignature sign(SigningIdentity identity, byte[] data) {
    return Signatures.sign(identity, data);
  }

  /** The index of any octets. */
  public static byte[] index(BlindIndexKey key, byte[] value) {
    return key.index(value);
  }

  /** Whether a signature holds, whatever a table says. */
  public static boolean verify(X509Certificate signer, byte[] data, DetachedSignature signature) {
    return Signatures.verify(signer, data, signature);
  }
}
