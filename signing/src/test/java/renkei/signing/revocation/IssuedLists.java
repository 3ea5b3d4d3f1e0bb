package renkei.signing.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import renkei.signing.TestAuthority;

/** Revocation lists as issuers make them. */
public final class IssuedLists {

  private IssuedLists() {}

  /** A list that counts for a day. */
  public static byte[] list(TestAuthority authority, Instant from, X509Certificate... revoked) {
    return list(authority, from, from, revoked);
  }

  /** A list that states when the keys were lost as well. */
  static byte[] list(
      TestAuthority authority, Instant from, Instant invalid, X509Certificate... revoked) {
    try {
      JcaX509v2CRLBuilder builder =
          new JcaX509v2CRLBuilder(
              authority.certificate().getSubjectX500Principal(), Date.from(from));
      builder.setNextUpdate(Date.from(from.plus(Duration.ofDays(1))));
      builder.addExtension(
          Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(from.getEpochSecond())));
      for (X509Certificate certificate : revoked) {
        builder.addCRLEntry(
            certificate.getSerialNumber(),
            Date.from(from),
            CRLReason.keyCompromise,
            Date.from(invalid));
      }
      return builder.build(authority.signer()).getEncoded();
    } catch (CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
