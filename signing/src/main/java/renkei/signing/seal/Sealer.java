package renkei.signing.seal;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.SealAlgorithms;

/** Seals content so that only its receivers can open it. Thread-safe. */
public interface Sealer {

  /** A sealer by the standard table of algorithms; it needs no key of its own. */
  static Sealer create() {
    return create(AlgorithmTable.standard(), Clock.systemUTC());
  }

  /** A sealer that seals only while a dated table accepts new work by every algorithm of a seal. */
  static Sealer create(AlgorithmTable table, Clock clock) {
    return new AgreementSealer(
        () ->
            SealAlgorithms.SUITE.forEach(
                algorithm -> table.requireForNewWork(algorithm, clock.instant())));
  }

  /**
   * Seals content.
   *
   * @param content any bytes
   * @param receivers certificates with a key on P-256 or P-384; each can open the seal alone.
   *     Whether they count is for a {@link renkei.signing.trust.CertificateTrust CertificateTrust}
   *     to say, before
   * @return {@code xenc:EncryptedData}, root of a new document
   * @throws IllegalArgumentException if there is no receiver, there are more than 64, or one has
   *     another kind of key
   * @throws SigningUnavailableException if the algorithms of a seal have ended for new work
   */
  Element seal(byte[] content, SealContext context, List<X509Certificate> receivers);
}
