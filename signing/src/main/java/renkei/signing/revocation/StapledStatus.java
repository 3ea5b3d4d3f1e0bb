package renkei.signing.revocation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer said about revocation, to be kept beside long-lived evidence: one for each
 * certificate of the signer's path, see {@link RevocationStaples}.
 *
 * @param kind what is encoded
 * @param encoded DER, as the issuer signed it
 */
@SuppressWarnings("ArrayRecordComponent")
public record StapledStatus(Kind kind, byte[] encoded) {

  /** What is encoded. */
  public enum Kind {
    /** A complete revocation list (RFC 5280, 5). */
    LIST,
    /** An OCSP response (RFC 6960). */
    RESPONSE
  }

  /** Keeps a copy. */
  public StapledStatus {
    encoded = encoded.clone();
  }

  int length() {
    return encoded.length;
  }

  /** A copy. */
  @Override
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StapledStatus(Kind otherKind, byte[] otherEncoded)
        && kind == otherKind
        && Arrays.equals(encoded, otherEncoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, Arrays.hashCode(encoded));
  }

  @Override
  public String toString() {
    return "StapledStatus[" + kind + ", " + encoded.length + " bytes]";
  }
}
