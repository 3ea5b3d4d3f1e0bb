package renkei.signing.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import renkei.signing.SigningIdentity;

/**
 * Offers an identity, the one of the moment, to whoever can use its kind of key. A handshake asks
 * several times, by the name it was given first: it gets the chain and the key that belongs to it,
 * even if there is another identity by then.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {

  /** Handshakes last seconds, and identities months. */
  private static final int REMEMBERED = 8;

  private final Supplier<SigningIdentity> identities;
  private final Map<String, SigningIdentity> offered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SigningIdentity> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * Offers whatever identity there is at a handshake.
   *
   * @throws IllegalArgumentException if the key of the present one lives in a device
   */
  IdentityKeyManager(Supplier<SigningIdentity> identities) {
    this.identities = identities;
    PrivateKey _ = identities.get().exposeKey();
  }

  private @Nullable String aliasFor(@Nullable String... keyTypes) {
    SigningIdentity identity = identities.get();
    String own = identity.certificate().getPublicKey().getAlgorithm();
    return Arrays.asList(keyTypes).contains(own) ? offer(identity) : null;
  }

  private String offer(SigningIdentity identity) {
    String alias = "identity-" + identity.certificate().getSerialNumber().toString(16);
    offered.put(alias, identity);
    return alias;
  }

  private String @Nullable [] aliasesFor(String keyType) {
    String alias = aliasFor(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return aliasFor(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return aliasFor(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return aliasFor(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return aliasFor(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliasesFor(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliasesFor(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    SigningIdentity identity = offered.get(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    SigningIdentity identity = offered.get(alias);
    return identity == null ? null : identity.exposeKey();
  }
}
