package renkei.tenantstore.layout;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.PlatformTransaction;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateTrust;

/**
 * The editions of the layouts that came, each kept as its publisher signed it. An edition answers
 * from its day on, by the database's clock; until then two people can move that day or take the
 * edition back. What has begun to answer never changes. Thread-safe.
 */
public interface LayoutShelf extends Layouts {

  /** What came of a file. */
  sealed interface Taken {

    /** It is kept, if the transaction commits. */
    record Kept(ShelvedLayout layout) implements Taken {}

    /** The same layout was kept before; nothing changed. */
    record Repeated(ShelvedLayout layout) implements Taken {}

    /** It is not kept. */
    record Refused(LayoutRefused refused) implements Taken {}
  }

  /** What came of a change. */
  sealed interface Changed {

    /** It is done, if the transaction commits. */
    record Done() implements Changed {}

    /**
     * It cannot be done as things are now.
     *
     * @param why a sentence without an end
     */
    record Impossible(String why) implements Changed {}
  }

  /**
   * Takes a signed layout file.
   *
   * @param signed a JWS as {@link renkei.signing.jws.CompactJws} reads it, of type {@link
   *     LayoutFile#TYPE}
   */
  Taken take(byte[] signed, PlatformTransaction tx);

  /** All editions, by information code and then by edition, withdrawn ones too. */
  List<ShelvedLayout> list();

  /** Finds the file of an edition as it came. */
  Optional<byte[]> signed(InformationCode information, Edition edition);

  /**
   * Moves the time from which an edition answers.
   *
   * @param at ahead of now, by the database's clock
   */
  Changed activate(
      InformationCode information, Edition edition, Instant at, PlatformTransaction tx);

  /** Takes an edition back that does not answer yet; for good. */
  Changed withdraw(InformationCode information, Edition edition, PlatformTransaction tx);

  /**
   * Whose layouts are taken.
   *
   * @param trust whether a certificate counts
   * @param algorithms by what a layout may be signed
   * @param named whether a certificate that counts is one of a publisher of layouts
   */
  record Publishers(
      CertificateTrust trust, AlgorithmTable algorithms, Predicate<X509Certificate> named) {}
}
