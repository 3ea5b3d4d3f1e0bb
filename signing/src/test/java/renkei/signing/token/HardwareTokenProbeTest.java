package renkei.signing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import renkei.signing.KeyId;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.seal.Opener;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;

/** A token over a device in memory from which keys can disappear; needs no module. */
@Timeout(120)
class HardwareTokenProbeTest {

  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final byte[] DATA = {1, 2, 3};

  private final Set<PrivateKey> deleted = ConcurrentHashMap.newKeySet();
  private HardwareToken token;

  @BeforeEach
  void makeToken() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    put(store, "alice", Samples.ALICE);
    put(store, "bob", Samples.BOB);
    token =
        new HardwareToken(
            new Device(), store, new BoundedCalls("memory", Duration.ofSeconds(60), 2), () -> {});
  }

  private static void put(KeyStore store, String alias, SigningIdentity identity)
      throws GeneralSecurityException {
    store.setKeyEntry(
        alias,
        Unchecked.key(identity),
        new char[0],
        identity.chain().toArray(X509Certificate[]::new));
  }

  @AfterEach
  void close() {
    token.close();
  }

  @Test
  void isNoSuccessWithoutAKeyInUse() {
    assertThat(token.probe()).isFalse();
    assertThat(token.ejection()).isEmpty();

    assertThat(token.identity("alice")).isSameAs(token.identity("alice"));
    assertThat(token.probe()).isTrue();
  }

  @Test
  void comesBackFromAStallBeforeAnyKeyWasRead() throws Exception {
    CountDownLatch stalls = new CountDownLatch(1);
    try (BoundedCalls calls = new BoundedCalls("stalled", Duration.ofSeconds(2), 2)) {
      HardwareToken unread = new HardwareToken(new Device(), token.store(), calls, () -> {});
      assertThatThrownBy(() -> calls.call(() -> stalls.await(60, TimeUnit.SECONDS)))
          .isInstanceOf(SigningUnavailableException.class);
      assertThat(unread.probe()).isFalse();
      assertThat(unread.ejection()).isNotEmpty();
      stalls.countDown();

      SigningIdentity alice = unread.identity("alice");

      assertThat(unread.ejection()).isEmpty();
      assertThat(Unchecked.sign(alice, DATA).key()).isEqualTo(KeyId.of(alice.certificate()));
    }
  }

  @Test
  void ejectsADeletedKeyAndNoOther() {
    SigningIdentity alice = token.identity("alice");
    SigningIdentity bob = token.identity("bob");
    deleted.add(Unchecked.key(alice));

    for (int i = 0; i < 3; i++) {
      assertThat(token.ejectedKeys()).isEmpty();
      assertThatThrownBy(() -> Unchecked.sign(alice, DATA))
          .isInstanceOf(SigningUnavailableException.class);
    }

    assertThat(token.ejectedKeys()).isEqualTo(Map.of("alice", "it failed 3 times in a row"));
    assertThat(Unchecked.verify(bob.certificate(), DATA, Unchecked.sign(bob, DATA))).isTrue();
    assertThat(token.probe()).as("the other key signs").isTrue();
    assertThat(token.ejection()).isEmpty();
    assertThat(token.ejectedKeys()).containsOnlyKeys("alice");
    deleted.clear();
    assertThat(token.probe()).isTrue();
    assertThat(token.ejectedKeys()).isEmpty();
    assertThat(Unchecked.sign(alice, DATA).key()).isEqualTo(KeyId.of(alice.certificate()));
  }

  @Test
  void signsOnWithAKeyThatSealsAskForAndTheDeviceLetsOnlySign() {
    SigningIdentity alice = token.identity("alice");
    SealContext context = new SealContext("m", "s", "r");
    Element seal = Sealer.create().seal(DATA, context, List.of(alice.certificate()));
    Opener opener = Opener.with(List.of(alice));

    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> opener.open(seal, context))
          .isInstanceOf(SigningUnavailableException.class)
          .hasMessage("the key fails in its device");
    }

    assertThat(token.ejectedKeys()).isEmpty();
    assertThat(Unchecked.sign(alice, DATA).key()).isEqualTo(KeyId.of(alice.certificate()));
  }

  @Test
  void doesNotWorkWhenNoKeySigns() {
    deleted.add(Unchecked.key(token.identity("alice")));

    assertThat(token.probe()).isFalse();
  }

  /** Signs by Bouncy Castle with every key but the deleted ones. */
  @SuppressWarnings("serial")
  private final class Device extends Provider {

    Device() {
      super("MemoryDevice", "1", "signs in memory");
      putService(
          new Service(this, "Signature", ALGORITHM, "memory", null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new DeviceSignature();
            }
          });
    }
  }

  @SuppressWarnings("deprecation")
  private final class DeviceSignature extends SignatureSpi {

    private final Signature signature;

    DeviceSignature() {
      try {
        signature = Signature.getInstance(ALGORITHM, CryptoProviders.bouncyCastle());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (deleted.contains(key)) {
        throw new InvalidKeyException("no such key");
      }
      signature.initSign(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      signature.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      signature.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] data, int from, int length) throws SignatureException {
      signature.update(data, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return signature.sign();
    }

    @Override
    protected boolean engineVerify(byte[] value) throws SignatureException {
      return signature.verify(value);
    }

    @Override
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
