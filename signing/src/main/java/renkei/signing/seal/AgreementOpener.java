package renkei.signing.seal;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.crypto.SecretKey;
import org.w3c.dom.Element;
import renkei.signing.DataKey;
import renkei.signing.KeyId;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.Ecdh;
import renkei.signing.algorithm.NamedCurve;

/** Opens with whichever of its keys the seal was made for. */
final class AgreementOpener implements Opener {

  private final Map<KeyId, SigningIdentity> identities;

  private final BooleanSupplier algorithms;

  /** Opens nothing while {@code algorithms} says no. */
  AgreementOpener(List<SigningIdentity> identities, BooleanSupplier algorithms) {
    this.algorithms = algorithms;
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("an opener needs at least one identity");
    }
    this.identities = new HashMap<>();
    for (SigningIdentity identity : identities) {
      if (!identity.allowsOpening()) {
        throw new IllegalArgumentException(
            "no key on P-256 or P-384 whose certificate allows key agreement: " + identity);
      }
      this.identities.put(KeyId.of(identity.certificate()), identity);
    }
  }

  @Override
  public Opening open(Element encryptedData, SealContext context) {
    if (!algorithms.getAsBoolean()) {
      return new Opening.NotOpened();
    }
    try {
      return find(Seal.read(encryptedData), context)
          .<Opening>map(Opening.Opened::new)
          .orElseGet(Opening.NotOpened::new);
    } catch (Seal.Malformed | GeneralSecurityException | RuntimeException e) {
      if (e instanceof SigningUnavailableException unavailable) {
        throw unavailable;
      }
      return new Opening.NotOpened();
    }
  }

  private Optional<byte[]> find(Seal seal, SealContext context) throws GeneralSecurityException {
    for (Seal.WrappedKey wrapped : seal.keys()) {
      SigningIdentity identity = identities.get(wrapped.receiver());
      if (identity != null) {
        return open(seal, wrapped, identity, context);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> open(
      Seal seal, Seal.WrappedKey wrapped, SigningIdentity identity, SealContext context)
      throws GeneralSecurityException {
    KeyWrapping expected = KeyWrapping.tiedTo(context);
    if (!expected.equals(wrapped.wrapping()) || !isOn(wrapped.curve(), identity)) {
      return Optional.empty();
    }
    PublicKey originator = Ecdh.key(wrapped.point(), wrapped.curve());
    byte[] secret = identity.signingKey().agree(originator);
    SecretKey contentKey = AesKeyWrap.unwrap(expected.key(secret), wrapped.wrapped());
    return DataKey.of(contentKey).decrypt(seal.box(), new byte[0]);
  }

  private static boolean isOn(NamedCurve curve, SigningIdentity identity) {
    return identity.certificate().getPublicKey() instanceof ECKey key
        && NamedCurve.of(key.getParams()).filter(curve::equals).isPresent();
  }
}
