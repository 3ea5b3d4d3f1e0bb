package renkei.signing.seal;

import java.time.Clock;
import java.util.List;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyId;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.SealAlgorithms;

/** Opens what was sealed for one of its keys. Thread-safe. */
public interface Opener {

  /**
   * An opener by the standard table of algorithms.
   *
   * @param identities several, so that a new key and its predecessor overlap
   * @throws IllegalArgumentException if there is none, or one has no key on P-256 or P-384 or a
   *     certificate that does not allow key agreement; {@link
   *     renkei.signing.trust.KeyRing#forOpening KeyRing.forOpening} leaves those out
   */
  static Opener with(List<SigningIdentity> identities) {
    return with(identities, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * An opener that opens only while a dated table reads every algorithm of a seal. A seal's age
   * cannot be told from it, so the day of its evidence counts.
   *
   * @throws IllegalArgumentException as {@link #with(List)}
   */
  static Opener with(List<SigningIdentity> identities, AlgorithmTable table, Clock clock) {
    return new AgreementOpener(
        identities,
        () ->
            SealAlgorithms.SUITE.stream()
                .allMatch(algorithm -> table.reads(algorithm, clock.instant())));
  }

  /**
   * The keys a seal was made for, in its order; each of them alone can open it.
   *
   * @return empty if it is not a seal
   */
  static List<KeyId> neededKeys(Element encryptedData) {
    try {
      return Seal.read(encryptedData).keys().stream().map(Seal.WrappedKey::receiver).toList();
    } catch (Seal.Malformed | RuntimeException _) {
      return List.of();
    }
  }

  /**
   * Opens a seal. Never throws on bad input, and all failures look alike. If it was made for
   * several of the keys, the first of them in the seal's order is tried and no other.
   *
   * @param encryptedData {@code xenc:EncryptedData} as {@link Sealer#seal} makes it; only read
   * @param context what the seal must be tied to, as the carrying message states it
   * @throws SigningUnavailableException if the key lies in a device that does not work now, which
   *     says nothing about the seal; trying again may succeed
   */
  Opening open(Element encryptedData, SealContext context);
}
