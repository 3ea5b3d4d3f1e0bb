package renkei.broker;

import renkei.codebook.Agency;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.AgencyKind;
import renkei.codebook.TenantId;

/** Who is who: the agencies of the tenants, and the core. */
final class Own {

  private final AgencyDirectory directory;
  private final AgencyCode core;

  Own(AgencyDirectory directory) {
    this.directory = directory;
    this.core =
        directory.agencies().stream()
            .filter(agency -> agency.kind() == AgencyKind.CORE)
            .map(Agency::code)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the directory names no core"));
  }

  AgencyCode core() {
    return core;
  }

  /** Throws {@link IllegalArgumentException} if there is no such tenant. */
  AgencyCode agency(TenantId tenant) {
    return directory
        .find(tenant)
        .map(Agency::code)
        .orElseThrow(() -> new IllegalArgumentException("tenant " + tenant + " is not served"));
  }
}
