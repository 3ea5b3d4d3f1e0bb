package renkei.signing.algorithm;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/** Elliptic-curve Diffie-Hellman on one curve (NIST SP 800-56A, 5.7.1.2). */
public final class Ecdh {

  private static final byte UNCOMPRESSED = 4;

  private static final byte[] P256_HEADER =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  private static final byte[] P384_HEADER =
      HexFormat.of().parseHex("3076301006072a8648ce3d020106052b81040022036200");

  private Ecdh() {}

  /** A fresh key pair, for one agreement. */
  public static KeyPair ephemeral(NamedCurve curve) throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance("EC", CryptoProviders.ellipticCurves());
    generator.initialize(new ECGenParameterSpec(curve.standardName()));
    return generator.generateKeyPair();
  }

  /** The agreed secret, the x coordinate; by the provider of the private key. */
  public static byte[] secret(PrivateKey own, PublicKey other, Provider provider)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(own);
    agreement.doPhase(other, true);
    return agreement.generateSecret();
  }

  /** The uncompressed point of a key (SEC 1, 2.3.3). */
  public static byte[] point(PublicKey key, NamedCurve curve) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(
        encoded, encoded.length - 1 - 2 * curve.fieldLength(), encoded.length);
  }

  /** Reads an uncompressed point; the provider checks that it lies on the curve. */
  public static PublicKey key(byte[] point, NamedCurve curve) throws GeneralSecurityException {
    if (point.length != 1 + 2 * curve.fieldLength() || point[0] != UNCOMPRESSED) {
      throw new GeneralSecurityException("not an uncompressed point");
    }
    byte[] header = header(curve);
    byte[] encoded = Arrays.copyOf(header, header.length + point.length);
    System.arraycopy(point, 0, encoded, header.length, point.length);
    return inProvider(encoded);
  }

  /** A certificate's key in the provider that does the work. */
  public static PublicKey key(ECPublicKey key) throws GeneralSecurityException {
    return inProvider(key.getEncoded());
  }

  private static PublicKey inProvider(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", CryptoProviders.ellipticCurves())
        .generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static byte[] header(NamedCurve curve) {
    return switch (curve) {
      case P256 -> P256_HEADER;
      case P384 -> P384_HEADER;
    };
  }
}
