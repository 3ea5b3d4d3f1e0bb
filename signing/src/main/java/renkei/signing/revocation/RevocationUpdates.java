package renkei.signing.revocation;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import renkei.signing.revocation.RevocationCache.Addition;

/**
 * Fetches revocation information ahead into a {@link RevocationCache}. Whoever owns the timer calls
 * {@link #fetch} well within the life of the information, an hour apart being usual. What cannot be
 * fetched leaves what is held untouched.
 */
public final class RevocationUpdates {

  private final RevocationCache cache;
  private final List<Source> sources;
  private final Transfer transfer;

  /**
   * Updates.
   *
   * @param transfer how to reach a location; timeouts and size limits are its own duty
   */
  public RevocationUpdates(RevocationCache cache, List<Source> sources, Transfer transfer) {
    this.cache = cache;
    this.sources = List.copyOf(sources);
    this.transfer = transfer;
  }

  /** Where information comes from. */
  public sealed interface Source {

    /** Where it lies. */
    URI location();

    /** A revocation list, complete and signed by {@code issuer}. */
    record ListAt(URI location, X509Certificate issuer) implements Source {}

    /** A responder that is asked about one certificate. */
    record ResponderAt(URI location, X509Certificate certificate, X509Certificate issuer)
        implements Source {}
  }

  /** Reaches a location. */
  @FunctionalInterface
  public interface Transfer {

    /**
     * Gets what lies there.
     *
     * @param request what to send first, DER; empty to only ask
     * @throws IOException if it cannot be reached in time, or is too large
     */
    byte[] exchange(URI location, byte[] request) throws IOException;
  }

  /**
   * What came of one source.
   *
   * @param problem empty if it was fetched and counts
   */
  public record Report(URI location, String problem) {}

  /**
   * Fetches every source once, one after the other, whatever one of them does; to be called from a
   * thread of its own.
   */
  public List<Report> fetch() {
    List<Report> reports = new ArrayList<>();
    for (Source source : sources) {
      reports.add(new Report(source.location(), problem(source)));
    }
    return reports;
  }

  private String problem(Source source) {
    try {
      return switch (fetch(source)) {
        case Addition.Added _ -> "";
        case Addition.Refused(String reason) -> reason;
      };
    } catch (IOException | RuntimeException e) {
      return (e instanceof IOException ? "cannot be reached: " : "fails: ")
          + e.getClass().getSimpleName();
    }
  }

  private Addition fetch(Source source) throws IOException {
    return switch (source) {
      case Source.ListAt(URI location, X509Certificate issuer) ->
          cache.addList(transfer.exchange(location, new byte[0]), issuer);
      case Source.ResponderAt(URI location, X509Certificate certificate, X509Certificate issuer) ->
          cache.addResponse(
              transfer.exchange(location, request(certificate, issuer)), certificate, issuer);
    };
  }

  /**
   * Asks by SHA-1 of name and key, which only tells issuers apart and protects nothing (RFC 6960,
   * 4.3).
   */
  private static byte[] request(X509Certificate certificate, X509Certificate issuer)
      throws IOException {
    try {
      DigestCalculator digest =
          new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
      return new OCSPReqBuilder()
          .addRequest(
              new CertificateID(
                  digest, new JcaX509CertificateHolder(issuer), certificate.getSerialNumber()))
          .build()
          .getEncoded();
    } catch (OperatorCreationException | OCSPException | CertificateEncodingException e) {
      throw new IOException("cannot make a request", e);
    }
  }
}
