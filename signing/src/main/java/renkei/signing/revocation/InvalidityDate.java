package renkei.signing.revocation;

import java.text.ParseException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.jspecify.annotations.Nullable;

/**
 * Since when a key is suspected to have been in wrong hands (RFC 5280, 5.3.2). From then on nothing
 * is believed, although the revocation itself is later: evidence made in between may be the
 * thief's.
 */
final class InvalidityDate {

  static final String OID = "2.5.29.24";

  private InvalidityDate() {}

  /**
   * The invalidity date if there is one before the revocation, else the revocation.
   *
   * @param extension as the JDK hands it out: an octet string around the value
   * @throws IllegalArgumentException if it is malformed
   */
  static Instant orIfEarlier(byte @Nullable [] extension, Instant revocation) {
    if (extension == null) {
      return revocation;
    }
    try {
      Instant invalid =
          ASN1GeneralizedTime.getInstance(ASN1OctetString.getInstance(extension).getOctets())
              .getDate()
              .toInstant();
      return invalid.isBefore(revocation) ? invalid : revocation;
    } catch (ParseException e) {
      throw new IllegalArgumentException("malformed invalidity date", e);
    }
  }
}
