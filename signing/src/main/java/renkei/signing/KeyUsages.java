package renkei.signing;

import java.security.cert.X509Certificate;

/**
 * What a certificate allows its key to do (RFC 5280, 4.2.1.3); without the extension, everything.
 */
public final class KeyUsages {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_AGREEMENT = 4;

  private KeyUsages() {}

  /** Whether the key may sign: a digital signature, or one that cannot be denied. */
  public static boolean allowSigning(X509Certificate certificate) {
    return allow(certificate, DIGITAL_SIGNATURE) || allow(certificate, NON_REPUDIATION);
  }

  /** Whether the key may agree on a secret. */
  public static boolean allowAgreement(X509Certificate certificate) {
    return allow(certificate, KEY_AGREEMENT);
  }

  private static boolean allow(X509Certificate certificate, int usage) {
    boolean[] usages = certificate.getKeyUsage();
    return usages == null || usages[usage];
  }
}
