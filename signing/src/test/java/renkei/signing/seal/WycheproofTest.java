package renkei.signing.seal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.SharedData;
import renkei.signing.TestAuthority;
import renkei.signing.Unchecked;
import renkei.signing.VerificationKey;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.Ecdh;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.algorithm.NamedCurve;

/**
 * Project Wycheproof's vectors through the code that really runs. Everything "valid" must be
 * accepted and everything "invalid" refused; what is "acceptable" is decided here and written down.
 */
class WycheproofTest {

  private static final Logger LOG = LoggerFactory.getLogger(WycheproofTest.class);

  /** What our code makes of one vector. */
  private enum Verdict {
    ACCEPTED,
    REFUSED,
    /** Not among the parameters our code can be given at all. */
    OUT_OF_SCOPE
  }

  /** Runs a file; how often each expected result met each verdict. */
  private static Map<String, Integer> run(
      String file, BiFunction<JsonObject, JsonObject, Verdict> code) {
    return run(file, CryptoProviders.ellipticCurves().getName(), code);
  }

  private static Map<String, Integer> run(
      String file, String by, BiFunction<JsonObject, JsonObject, Verdict> code) {
    JsonObject vectors = SharedData.json(SharedData.orSkip("wycheproof/" + file));
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonValue group : vectors.getJsonArray("testGroups")) {
      for (JsonValue value : group.asJsonObject().getJsonArray("tests")) {
        JsonObject test = value.asJsonObject();
        String expected = test.getString("result");
        Verdict verdict = code.apply(group.asJsonObject(), test);
        counts.merge(expected + " " + verdict, 1, Integer::sum);
        if (verdict != Verdict.OUT_OF_SCOPE && !expected.equals("acceptable")) {
          assertThat(verdict)
              .as("%s, test %d: %s", file, test.getInt("tcId"), test.getString("comment"))
              .isEqualTo(expected.equals("valid") ? Verdict.ACCEPTED : Verdict.REFUSED);
        }
      }
    }
    LOG.info("{} with {}: {}", file, by, counts);
    return counts;
  }

  private static byte[] hex(JsonObject test, String field) {
    return HexFormat.of().parseHex(test.getString(field));
  }

  private static Verdict accepted(boolean accepted) {
    return accepted ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  private static PublicKey publicKey(String algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static Verdict verify(String family, JsonObject group, JsonObject test) {
    try {
      VerificationKey key =
          VerificationKey.of(publicKey(family, hex(group, "publicKeyDer"))).orElseThrow();
      return accepted(key.verifies(hex(test, "msg"), hex(test, "sig")));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecdsa_secp256r1_sha256_p1363_test.json",
        "ecdsa_secp384r1_sha384_p1363_test.json"
      })
  void verifiesEcdsa(String file) {
    assertThat(run(file, (group, test) -> verify("EC", group, test)))
        .doesNotContainKey("valid OUT_OF_SCOPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rsa_pss_3072_sha256_mgf1_32_test.json", "rsa_pss_4096_sha256_mgf1_32_test.json"})
  void verifiesRsaPss(String file) {
    assertThat(run(file, (group, test) -> verify("RSA", group, test)))
        .doesNotContainKey("valid OUT_OF_SCOPE");
  }

  @Test
  void verifiesEd25519() {
    assertThat(run("ed25519_test.json", (group, test) -> verify("Ed25519", group, test)))
        .doesNotContainKey("valid OUT_OF_SCOPE");
  }

  /** Keys below 3,072 bits are refused before any signature is looked at. */
  @Test
  void refusesShortRsaKeysWhateverTheySign() {
    Map<String, Integer> counts =
        run(
            "rsa_pss_2048_sha256_mgf1_32_test.json",
            (group, _) -> {
              try {
                assertThat(VerificationKey.of(publicKey("RSA", hex(group, "publicKeyDer"))))
                    .isEmpty();
                return Verdict.OUT_OF_SCOPE;
              } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(counts.keySet()).allMatch(name -> name.endsWith("OUT_OF_SCOPE"));
  }

  /**
   * As issuers' signatures are verified: on certificates and lists by the JVM's list of providers,
   * once ECDSA values are known to be DER, on status responses and time-stamps by Bouncy Castle.
   * Decided: plain RSA without the NULL of its digest's parameters is accepted.
   */
  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_test.json, EC, SHA256withECDSA, 174, 0",
    "ecdsa_secp384r1_sha384_test.json, EC, SHA384withECDSA, 194, 0",
    "rsa_signature_3072_sha256_test.json, RSA, SHA256withRSA, 8, 1"
  })
  void verifiesWhatIssuersSign(String file, String family, String name, int valid, int acceptable) {
    Map<String, Integer> byList =
        run(
            file,
            "the JVM's list",
            (group, test) -> accepted(holdsByList(family, name, group, test)));
    Map<String, Integer> byBouncyCastle =
        run(
            file,
            CryptoProviders.bouncyCastle().getName(),
            (group, test) -> accepted(holdsByBouncyCastle(name, group, test)));

    for (Map<String, Integer> counts : List.of(byList, byBouncyCastle)) {
      assertThat(counts).containsEntry("valid ACCEPTED", valid);
      assertThat(counts.getOrDefault("acceptable ACCEPTED", 0)).isEqualTo(acceptable);
      assertThat(counts).doesNotContainKey("acceptable REFUSED");
    }
  }

  /** As the JDK verifies certificates and lists. */
  private static boolean holdsByList(
      String family, String name, JsonObject group, JsonObject test) {
    try {
      byte[] value = hex(test, "sig");
      Signature signature = Signature.getInstance(name);
      signature.initVerify(publicKey(family, hex(group, "publicKeyDer")));
      signature.update(hex(test, "msg"));
      return IssuerSignatures.isDer(identifier(name).getAlgorithm().getId(), value)
          && signature.verify(value);
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static AlgorithmIdentifier identifier(String name) {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
  }

  /** As responses and tokens are verified. */
  private static boolean holdsByBouncyCastle(String name, JsonObject group, JsonObject test) {
    try {
      AlgorithmIdentifier algorithm = identifier(name);
      assertThat(IssuerSignatures.name(algorithm)).isPresent();
      ContentVerifier verifier =
          new JcaContentVerifierProviderBuilder()
              .setProvider(CryptoProviders.bouncyCastle())
              .build(SubjectPublicKeyInfo.getInstance(hex(group, "publicKeyDer")))
              .get(algorithm);
      try (OutputStream signed = verifier.getOutputStream()) {
        signed.write(hex(test, "msg"));
      }
      return verifier.verify(hex(test, "sig"));
    } catch (RuntimeOperatorException _) {
      return false;
    } catch (OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * As a seal carries points. The one "acceptable" vector is a compressed point: refused, a seal
   * has uncompressed ones only.
   */
  @Test
  void agreesOnSecretsFromPoints() {
    Map<String, Integer> counts =
        run(
            "ecdh_secp256r1_ecpoint_test.json",
            (_, test) -> agree(test, point -> Ecdh.key(point, NamedCurve.P256)));
    assertThat(counts)
        .doesNotContainKey("acceptable ACCEPTED")
        .containsEntry("acceptable REFUSED", 1);
  }

  /**
   * As certificates carry keys: whatever the JDK's parser takes for a certificate's key must then
   * be on a curve of ours. "Acceptable" are unusual encodings of the right curve: those the parser
   * reads are accepted if the agreed secret is the right one, the others are refused.
   */
  @Test
  void agreesOnSecretsFromCertificatesKeys() {
    Map<String, Integer> counts =
        run(
            "ecdh_secp256r1_test.json",
            (_, test) ->
                agree(
                    test,
                    encoded -> {
                      if (publicKey("EC", encoded) instanceof ECPublicKey key
                          && NamedCurve.of(key.getParams()).isPresent()) {
                        return Ecdh.key(key);
                      }
                      throw new InvalidKeySpecException("another curve");
                    }));
    assertThat(counts)
        .containsEntry("acceptable ACCEPTED", 12)
        .containsEntry("acceptable REFUSED", 230 - 12);
  }

  /** Reads a public key. */
  private interface KeyReader {
    PublicKey read(byte[] encoded) throws GeneralSecurityException;
  }

  private static Verdict agree(JsonObject test, KeyReader reader) {
    try {
      byte[] secret =
          Ecdh.secret(
              privateKey(new BigInteger(test.getString("private"), 16)),
              reader.read(hex(test, "public")),
              CryptoProviders.ellipticCurves());
      return accepted(Arrays.equals(secret, hex(test, "shared")));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Verdict.REFUSED;
    }
  }

  private static PrivateKey privateKey(BigInteger value) throws GeneralSecurityException {
    ECParameterSpec parameters =
        ((ECPublicKey) TestAuthority.Kind.P256.keys().getPublic()).getParams();
    return KeyFactory.getInstance("EC", CryptoProviders.ellipticCurves())
        .generatePrivate(new ECPrivateKeySpec(value, parameters));
  }

  @Test
  void decryptsAesGcm() {
    Map<String, Integer> counts =
        run(
            "aes_gcm_test.json",
            (group, test) -> {
              if (group.getInt("keySize") != 256
                  || group.getInt("ivSize") != 96
                  || group.getInt("tagSize") != 128) {
                return Verdict.OUT_OF_SCOPE;
              }
              byte[] box = concat(hex(test, "iv"), hex(test, "ct"), hex(test, "tag"));
              Optional<byte[]> plain = DataKey.of(aes(test)).decrypt(box, hex(test, "aad"));
              return accepted(plain.filter(p -> Arrays.equals(p, hex(test, "msg"))).isPresent());
            });
    assertThat(counts).containsKey("valid ACCEPTED").containsKey("invalid REFUSED");
  }

  private final AtomicInteger contentKeys = new AtomicInteger();
  private final AtomicInteger otherKeys = new AtomicInteger();

  private Verdict unwrapped(JsonObject group, JsonObject test) {
    if (group.getInt("keySize") != 256) {
      return Verdict.OUT_OF_SCOPE;
    }
    try {
      SecretKey key = AesKeyWrap.unwrap(aes(test), hex(test, "ct"));
      (isContentKey(key) ? contentKeys : otherKeys).incrementAndGet();
      return accepted(Arrays.equals(key.getEncoded(), hex(test, "msg")));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Verdict.REFUSED;
    }
  }

  /**
   * The one "acceptable" vector wraps 64 bits, too few for RFC 3394: refused. What unwraps to
   * anything but the 256 bits of a seal's content key is refused as such a key.
   */
  @Test
  void unwrapsKeys() {
    Map<String, Integer> counts = run("aes_wrap_test.json", this::unwrapped);

    assertThat(counts)
        .containsKey("invalid REFUSED")
        .containsEntry("valid ACCEPTED", 13)
        .doesNotContainKey("acceptable ACCEPTED")
        .containsEntry("acceptable REFUSED", 1);
    assertThat(contentKeys).hasValue(4);
    assertThat(otherKeys).hasValue(9);
  }

  private static boolean isContentKey(SecretKey key) {
    try {
      DataKey.of(key);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void indexesByHmac() {
    Map<String, Integer> counts =
        run(
            "hmac_sha256_test.json",
            (group, test) -> {
              if (group.getInt("keySize") < 256 || group.getInt("tagSize") != 256) {
                return Verdict.OUT_OF_SCOPE;
              }
              BlindIndexKey key =
                  BlindIndexKey.of(new SecretKeySpec(hex(test, "key"), "HmacSHA256"));
              byte[] index = Unchecked.index(key, hex(test, "msg"));
              return accepted(Arrays.equals(index, hex(test, "tag")));
            });
    assertThat(counts).containsKey("valid ACCEPTED").containsKey("invalid REFUSED");
  }

  private static SecretKey aes(JsonObject test) {
    return new SecretKeySpec(hex(test, "key"), "AES");
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
