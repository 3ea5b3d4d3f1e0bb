package renkei.signing.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.signing.KeyId;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.seal.Opening.NotOpened;
import renkei.signing.seal.Opening.Opened;
import renkei.signing.xml.Namespaces;

class SealTest {

  private static final byte[] CONTENT = "the content 内容".getBytes(StandardCharsets.UTF_8);
  private static final SealContext CONTEXT = new SealContext("message-1", "sender", "receiver");

  private final Sealer sealer = Sealer.create();

  private String seal(X509Certificate... receivers) {
    return Samples.text(sealer.seal(CONTENT, CONTEXT, List.of(receivers)));
  }

  private static Opening open(SigningIdentity identity, String seal, SealContext context) {
    return Opener.with(List.of(identity)).open(Samples.root(seal), context);
  }

  private static void assertOpened(Opening opening) {
    assertThat(opening)
        .isInstanceOfSatisfying(
            Opened.class, opened -> assertThat(opened.content()).isEqualTo(CONTENT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"P256", "P384"})
  void opensForItsReceiver(Kind kind) {
    SigningIdentity receiver = Samples.ISSUER.identity("Receiver", kind);

    assertOpened(open(receiver, seal(receiver.certificate()), CONTEXT));
  }

  @Test
  void opensForEachOfSeveralReceivers() {
    String seal = seal(Samples.ALICE.certificate(), Samples.BOB.certificate());

    assertOpened(open(Samples.ALICE, seal, CONTEXT));
    assertOpened(open(Samples.BOB, seal, CONTEXT));
  }

  @Test
  void opensWithAnEarlierKeyWhileKeysOverlap() {
    Opener opener = Opener.with(List.of(Samples.BOB, Samples.ALICE));

    assertOpened(opener.open(Samples.root(seal(Samples.ALICE.certificate())), CONTEXT));
  }

  @Test
  void doesNotOpenForOthers() {
    assertThat(open(Samples.BOB, seal(Samples.ALICE.certificate()), CONTEXT))
        .isEqualTo(new NotOpened());
  }

  @Test
  void doesNotOpenUnderAnotherMessageSenderOrReceiver() {
    String seal = seal(Samples.ALICE.certificate());

    for (SealContext other :
        List.of(
            new SealContext("message-2", "sender", "receiver"),
            new SealContext("message-1", "other", "receiver"),
            new SealContext("message-1", "sender", "other"),
            new SealContext("message-1", "receiver", "sender"))) {
      assertThat(open(Samples.ALICE, seal, other)).isEqualTo(new NotOpened());
    }
  }

  @Test
  void doesNotOpenWhenTheStatedContextIsRewritten() {
    SealContext other = new SealContext("message-2", "sender", "receiver");
    String seal =
        seal(Samples.ALICE.certificate())
            .replace(
                KeyWrapping.tiedTo(CONTEXT).publicInfo(), KeyWrapping.tiedTo(other).publicInfo());

    assertThat(open(Samples.ALICE, seal, other)).isEqualTo(new NotOpened());
  }

  @Test
  void doesNotOpenWhenAnyCharacterOfTheValuesChanges() {
    String seal = seal(Samples.ALICE.certificate());
    int changed = 0;
    for (String tag : List.of("xenc:CipherValue>", "dsig11:PublicKey>")) {
      for (int at = seal.indexOf(tag); at >= 0; at = seal.indexOf(tag, at + 1)) {
        if (seal.charAt(at - 1) == '/') {
          continue;
        }
        int place = at + tag.length() + 8;
        char other = seal.charAt(place) == 'A' ? 'B' : 'A';
        String forged = seal.substring(0, place) + other + seal.substring(place + 1);
        assertThat(open(Samples.ALICE, forged, CONTEXT)).isEqualTo(new NotOpened());
        changed++;
      }
    }
    assertThat(changed).isEqualTo(3);
  }

  @Test
  void doesNotOpenOtherAlgorithms() {
    String seal = seal(Samples.ALICE.certificate());

    for (String algorithm :
        List.of(
            SealAlgorithms.CONTENT,
            SealAlgorithms.WRAP,
            SealAlgorithms.AGREEMENT,
            SealAlgorithms.DERIVATION,
            DigestAlgorithm.SHA256.uri())) {
      String forged = seal.replace("\"" + algorithm + "\"", "\"urn:other\"");
      assertThat(forged).isNotEqualTo(seal);
      assertThat(open(Samples.ALICE, forged, CONTEXT)).isEqualTo(new NotOpened());
    }
  }

  @Test
  void doesNotOpenRubbish() {
    for (String rubbish : List.of("<a/>", "<x:EncryptedData xmlns:x='" + Namespaces.XENC + "'/>")) {
      assertThat(open(Samples.ALICE, rubbish, CONTEXT)).isEqualTo(new NotOpened());
    }
  }

  @Test
  void saysWhichKeysItNeeds() {
    String seal = seal(Samples.ALICE.certificate(), Samples.BOB.certificate());

    assertThat(Opener.neededKeys(Samples.root(seal)))
        .containsExactly(
            KeyId.of(Samples.ALICE.certificate()), KeyId.of(Samples.BOB.certificate()));
    assertThat(Opener.neededKeys(Samples.root("<a/>"))).isEmpty();
  }

  @Test
  void neverSealsTwiceAlike() {
    assertThat(seal(Samples.ALICE.certificate())).isNotEqualTo(seal(Samples.ALICE.certificate()));
  }

  @Test
  void refusesReceiversWithoutAnAgreementKey() {
    X509Certificate rsa = Samples.ISSUER.identity("Rsa", Kind.RSA3072).certificate();

    assertThatThrownBy(() -> seal(rsa)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> seal()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesAsManyReceiversAsItOpensAndNoMore() {
    X509Certificate[] tooMany = new X509Certificate[Seal.MOST_RECEIVERS + 1];
    Arrays.fill(tooMany, Samples.ALICE.certificate());

    assertOpened(open(Samples.ALICE, seal(Arrays.copyOf(tooMany, tooMany.length - 1)), CONTEXT));
    assertThatThrownBy(() -> seal(tooMany)).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 7518, appendix C: the same derivation (NIST SP 800-56A), with 128 bits asked for. */
  @Test
  void derivesThePublishedKey() {
    byte[] secret =
        HexFormat.of().parseHex("9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4");
    KeyWrapping wrapping =
        new KeyWrapping(
            "00" + "00000007" + hex("A128GCM"),
            "00" + "00000005" + hex("Alice"),
            "00" + "00000003" + hex("Bob"),
            "00" + "00000080");

    assertThat(Arrays.copyOf(wrapping.key(secret).getEncoded(), 16))
        .isEqualTo(Base64.getUrlDecoder().decode("VqqN6vgjbSBcIijNcacQGg"));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void writesThePartsOfTheDerivationWithTheirLengths() {
    assertThat(KeyWrapping.tiedTo(CONTEXT).partyU()).isEqualTo("00" + "00000006" + hex("sender"));
    assertThat(KeyWrapping.tiedTo(CONTEXT).partyV()).isEqualTo("00" + "00000008" + hex("receiver"));
    assertThat(KeyWrapping.tiedTo(CONTEXT).publicInfo())
        .isEqualTo("00" + "00000009" + hex("message-1"));
  }

  @Test
  void hidesContentInItsText() {
    assertThat(new Opened(CONTENT)).hasToString("Opened[" + CONTENT.length + " bytes]");
  }

  @Test
  void canBeWrittenAndReadLikeAnyElement() {
    Element sealed = sealer.seal(CONTENT, CONTEXT, List.of(Samples.ALICE.certificate()));

    assertOpened(Opener.with(List.of(Samples.ALICE)).open(sealed, CONTEXT));
  }

  @Test
  void opensWithNoKeyThatIsNotForAgreement() {
    SigningIdentity signing = Samples.ISSUER.identity("Signing", Kind.P256, Usage.SIGNING_ONLY);
    SigningIdentity edwards = Samples.ISSUER.identity("Edwards", Kind.ED25519);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Opener.with(List.of(Samples.ALICE, signing)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Opener.with(List.of(Samples.ALICE, edwards)));
  }
}
