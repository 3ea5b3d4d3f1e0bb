package renkei.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/** ECDSA values as other programs want them. */
public final class Der {

  private Der() {}

  /** A sequence of r and s instead of the two at full length. */
  public static byte[] signature(byte[] pair) {
    ASN1EncodableVector values = new ASN1EncodableVector();
    int half = pair.length / 2;
    values.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(pair, half))));
    values.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(pair, half, pair.length))));
    try {
      return new DERSequence(values).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
