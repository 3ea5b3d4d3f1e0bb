package renkei.gateway.door;

import java.net.URI;
import renkei.codebook.AgencyCode;

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
}
