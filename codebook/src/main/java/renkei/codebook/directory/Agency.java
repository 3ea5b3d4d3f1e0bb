package renkei.codebook.directory;

import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;

/**
 * One public body as the directory knows it.
 *
 * @param tenant present if the agency lives on this platform
 * @param nameJa the Japanese name, for people
 * @param nameEn the English name, for people
 */
public record Agency(
    AgencyCode code, AgencyKind kind, Optional<TenantId> tenant, String nameJa, String nameEn) {

  /** Throws {@link IllegalArgumentException} if a name is blank or a tenant is no municipality. */
  public Agency {
    if (nameJa.isBlank() || nameEn.isBlank()) {
      throw new IllegalArgumentException("agency " + code + " needs a name in both languages");
    }
    if (tenant.isPresent() && kind != AgencyKind.MUNICIPALITY) {
      throw new IllegalArgumentException("agency " + code + " is a tenant but no municipality");
    }
  }
}
