package renkei.gateway.contract;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import renkei.codebook.AgencyCode;
import renkei.signing.trust.CertificateNames;

/**
 * How parties of the national network are named in their certificates: by one URI among the subject
 * alternative names, and no other URI beside it.
 */
public final class PartyNames {

  /** The platform, as server and as client. */
  public static final URI PLATFORM = URI.create("urn:renkei:platform");

  private PartyNames() {}

  /** An agency, whether it lives on the platform or not. */
  public static URI of(AgencyCode agency) {
    return URI.create("urn:renkei:agency:" + agency.value());
  }

  /** Whether the certificate is that agency's: names it, and nobody beside it. */
  public static boolean isOf(AgencyCode agency, X509Certificate certificate) {
    return CertificateNames.uris(certificate).equals(List.of(of(agency)));
  }
}
