package renkei.signing.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renkei.signing.TestAuthority.Kind;

/**
 * The agreement of a seal on P-384 by published examples; Project Wycheproof's vectors at hand have
 * P-256 only, see {@link WycheproofTest}.
 */
class EcdhTest {

  /** Bytes of a coordinate. */
  private static final int FIELD = 48;

  /**
   * One side of an agreement.
   *
   * @param own a private key, {@code other} the other side's point and {@code secret} what is
   *     agreed, all in hexadecimal
   */
  record Example(String source, String own, String other, String secret) {
    @Override
    public String toString() {
      return source;
    }
  }

  private static final String OF_INITIATOR =
      "04"
          + "667842D7D180AC2CDE6F74F37551F55755C7645C20EF73E31634FE72B4C55EE6"
          + "DE3AC808ACB4BDB4C88732AEE95F41AA"
          + "9482ED1FC0EEB9CAFC4984625CCFC23F65032149E0E144ADA024181535A0F38E"
          + "EB9FCFF3C2C947DAE69B4C634573A81C";
  private static final String OF_RESPONDER =
      "04"
          + "E558DBEF53EECDE3D3FCCFC1AEA08A89A987475D12FD950D83CFA41732BC509D"
          + "0D1AC43A0336DEF96FDA41D0774A3571"
          + "DCFBEC7AACF3196472169E838430367F66EEBE3C6E70C416DD5F0C68759DD1FF"
          + "F83FA40142209DFF5EAAD96DB9E6386C";
  private static final String AGREED =
      "11187331C279962D93D604243FD592CB9D0A926F422E47187521287E7156C5C4"
          + "D603135569B9E9D09CF5D4A270F59746";

  private static Stream<Example> published() {
    return Stream.of(
        new Example(
            "RFC 5903, 8.2, initiator",
            "099F3C7034D4A2C699884D73A375A67F7624EF7C6B3C0F160647B67414DCE655"
                + "E35B538041E649EE3FAEF896783AB194",
            OF_RESPONDER,
            AGREED),
        new Example(
            "RFC 5903, 8.2, responder",
            "41CB0779B4BDB85D47846725FBEC3C9430FAB46CC8DC5060855CC9BDA0AA2942"
                + "E0308312916B8ED2960E4BD55A7448FC",
            OF_INITIATOR,
            AGREED),
        new Example(
            "NIST CAVP, KAS ECC CDH primitive, P-384, 0",
            "3CC3122A68F0D95027AD38C067916BA0EB8C38894D22E1B15618B6818A661774"
                + "AD463B205DA88CF699AB4D43C9CF98A1",
            "04"
                + "A7C76B970C3B5FE8B05D2838AE04AB47697B9EAF52E764592EFDA27FE7513272"
                + "734466B400091ADBF2D68C58E0C50066"
                + "AC68F19F2E1CB879AED43A9969B91A0839C4C38A49749B661EFEDF243451915E"
                + "D0905A32B060992B468C64766FC8437A",
            "5F9D29DC5E31A163060356213669C8CE132E22F57C9A04F40BA7FCEAD493B457"
                + "E5621E766C40A2E3D4D6A04B25E533F1"),
        new Example(
            "NIST CAVP, KAS ECC CDH primitive, P-384, 1",
            "92860C21BDE06165F8E900C687F8EF0A05D14F290B3F07D8B3A8CC6404366E5D"
                + "5119CD6D03FB12DC58E89F13DF9CD783",
            "04"
                + "30F43FCF2B6B00DE53F624F1543090681839717D53C7C955D1D69EFAF0349B73"
                + "63ACB447240101CBB3AF6641CE4B88E0"
                + "25E46C0C54F0162A77EFCC27B6EA792002AE2BA82714299C860857A68153AB62"
                + "E525EC0530D81B5AA15897981E858757",
            "A23742A2C267D7425FDA94B93F93BBCC24791AC51CD8FD501A238D40812F4CBF"
                + "C59AAC9520D758CF789C76300C69D2FF"));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] agree(String own, byte[] other) throws GeneralSecurityException {
    ECParameterSpec p384 = ((ECPublicKey) Kind.P384.keys().getPublic()).getParams();
    return Ecdh.secret(
        KeyFactory.getInstance("EC", CryptoProviders.ellipticCurves())
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(own, 16), p384)),
        Ecdh.key(other, NamedCurve.P384),
        CryptoProviders.ellipticCurves());
  }

  @ParameterizedTest
  @MethodSource("published")
  void agreesOnThePublishedSecret(Example example) throws GeneralSecurityException {
    assertThat(agree(example.own(), hex(example.other()))).isEqualTo(hex(example.secret()));
  }

  @ParameterizedTest
  @MethodSource("published")
  void agreesOnNothingWithAPointThatIsNotOnTheCurve(Example example) {
    byte[] off = hex(example.other());
    off[off.length - 1] ^= 1;
    byte[] beyond = hex(example.other());
    Arrays.fill(beyond, 1, 1 + FIELD, (byte) 0xff);
    byte[] zero = new byte[1 + 2 * FIELD];
    zero[0] = 4;
    byte[] compressed = Arrays.copyOf(hex(example.other()), 1 + FIELD);
    compressed[0] = 2;
    byte[] shorter = new byte[65];
    shorter[0] = 4;

    for (byte[] point : new byte[][] {off, beyond, zero, compressed, shorter, {0}, {}}) {
      assertThatThrownBy(() -> agree(example.own(), point))
          .as(HexFormat.of().formatHex(point))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void readsBackThePointsItWrites() throws GeneralSecurityException {
    for (NamedCurve curve : NamedCurve.values()) {
      var key = Ecdh.ephemeral(curve).getPublic();

      assertThat(Ecdh.key(Ecdh.point(key, curve), curve).getEncoded()).isEqualTo(key.getEncoded());
    }
  }
}
