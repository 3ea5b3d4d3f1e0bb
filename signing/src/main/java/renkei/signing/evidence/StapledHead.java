package renkei.signing.evidence;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.ProviderCall;
import renkei.signing.revocation.RevocationCache;
import renkei.signing.revocation.RevocationStaples;
import renkei.signing.revocation.RevocationUpdates;
import renkei.signing.revocation.StapledStatus;
import renkei.signing.trust.CertificateTrust;

/**
 * A batch head with all that its verification needs, except for the time: what a time-stamp goes
 * over to make {@link Evidence} of it.
 *
 * @param chains of the signer of each signature, in their order; each the signer's certificate
 *     first and its issuers after it
 * @param staples what the issuers said about all of them; see {@link RevocationStaples}
 */
public record StapledHead(
    BatchHead head, List<List<X509Certificate>> chains, List<StapledStatus> staples) {

  /** Octets of the encoding. */
  static final int LONGEST = RevocationStaples.MOST_OCTETS + 2 * 1024 * 1024;

  private static final String LABEL = "renkei.signing stapled head 1";
  private static final int MOST_SIGNATURES = 4;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there is not a chain of 1 to 16 certificates for each
   *     signature, or there are more than 64 staples, or more than 16 MiB of them or 18 MiB of all
   */
  public StapledHead {
    chains = chains.stream().map(List::copyOf).toList();
    staples = List.copyOf(staples);
    if (chains.size() != head.signatures().size()
        || chains.stream()
            .anyMatch(c -> c.isEmpty() || c.size() > CertificateTrust.MOST_CERTIFICATES)) {
      throw new IllegalArgumentException("each signature has a chain of 1 to 16 certificates");
    }
    RevocationStaples.requireBounds(staples);
    if (encoded(head, chains, staples).length > LONGEST) {
      throw new IllegalArgumentException("a stapled head has at most 18 MiB");
    }
  }

  /**
   * Staples what is known now to a head.
   *
   * @param paths of the signer of each signature, in their order; each the signer's certificate
   *     first, each followed by its issuer, the anchor last
   * @return empty if nothing that counts is known of one of the certificates; trying again after
   *     the next {@link RevocationUpdates#fetch} may help
   * @throws IllegalArgumentException as the constructor
   */
  public static Optional<StapledHead> of(
      BatchHead head, List<List<X509Certificate>> paths, RevocationCache revocation) {
    List<StapledStatus> staples = new ArrayList<>();
    for (List<X509Certificate> path : paths) {
      Optional<List<StapledStatus>> found = revocation.staples(path);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      staples.addAll(found.get());
    }
    return Optional.of(new StapledHead(head, paths, staples.stream().distinct().toList()));
  }

  /** The one encoding of it, which a time-stamp goes over. */
  public byte[] encoded() {
    return encoded(head, chains, staples);
  }

  private static byte[] encoded(
      BatchHead head, List<List<X509Certificate>> chains, List<StapledStatus> staples) {
    FieldWriter out =
        new FieldWriter(LABEL)
            .number(head.size())
            .octets(head.root())
            .number(head.signatures().size());
    for (int i = 0; i < chains.size(); i++) {
      DetachedSignature signature = head.signatures().get(i);
      out.text(signature.algorithm()).text(signature.key().base64()).octets(signature.value());
      out.number(chains.get(i).size());
      chains.get(i).forEach(certificate -> out.octets(Certificates.encoded(certificate)));
    }
    out.number(staples.size());
    staples.forEach(staple -> out.text(staple.kind().name()).octets(staple.encoded()));
    return out.written();
  }

  /**
   * Reads an encoding. What is read is not verified.
   *
   * @return empty for everything else, another encoding of the same included
   */
  public static Optional<StapledHead> read(byte[] encoded) {
    return FieldReader.read(
        LABEL,
        encoded,
        LONGEST,
        in -> Optional.of(read(in)).filter(read -> Arrays.equals(read.encoded(), encoded)));
  }

  private record Signed(DetachedSignature signature, List<X509Certificate> chain) {}

  private static StapledHead read(FieldReader in) {
    long size = in.number();
    byte[] root = in.octets();
    List<Signed> signed =
        in.list(
            MOST_SIGNATURES,
            () ->
                new Signed(
                    new DetachedSignature(in.text(), new KeyId(in.text()), in.octets()),
                    in.list(CertificateTrust.MOST_CERTIFICATES, () -> certificate(in.octets()))));
    List<StapledStatus> staples =
        in.list(
            RevocationStaples.MOST,
            () -> new StapledStatus(StapledStatus.Kind.valueOf(in.text()), in.octets()));
    return new StapledHead(
        new BatchHead(size, root, signed.stream().map(Signed::signature).toList()),
        signed.stream().map(Signed::chain).toList(),
        staples);
  }

  private static X509Certificate certificate(byte[] der) {
    return ProviderCall.onStrangersInput(
            () ->
                (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der)))
        .orElseThrow(() -> new IllegalArgumentException("not a certificate"));
  }
}
