package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;

/**
 * One public body as the directory knows it.
 *
 * @param tenant present if the agency lives on this platform
 * @param nameJa the Japanese name, for people
 * @param nameEn the English name, for people
 * @param lifetime when it exists, and who took over from it
 * @param remit for whom it does what
 */
public record Agency(
    AgencyCode code,
    AgencyKind kind,
    Optional<TenantId> tenant,
    String nameJa,
    String nameEn,
    Lifetime lifetime,
    Remit remit) {

  /**
   * Throws {@link IllegalArgumentException} if a name is blank, or what it is said to be or do is
   * not for a body of its kind.
   */
  public Agency {
    if (nameJa.isBlank() || nameEn.isBlank()) {
      throw new IllegalArgumentException("agency " + code + " needs a name in both languages");
    }
    if (tenant.isPresent() && !kind.isLocal()) {
      throw new IllegalArgumentException("agency " + code + " is a tenant but no local body");
    }
    refuseWhatIsNotForIts(kind, code, remit);
    if (remit.partOf().isPresent() && tenant.isPresent()) {
      throw new IllegalArgumentException(
          "agency " + code + " is part of a city and so no body of its own, but a tenant");
    }
  }

  /** Always there, and holds its own information alone. */
  public Agency(
      AgencyCode code, AgencyKind kind, Optional<TenantId> tenant, String nameJa, String nameEn) {
    this(code, kind, tenant, nameJa, nameEn, Lifetime.ALWAYS, Remit.OWN);
  }

  private static void refuseWhatIsNotForIts(AgencyKind kind, AgencyCode code, Remit remit) {
    if (remit.partOf().isPresent() && kind != AgencyKind.WARD) {
      throw new IllegalArgumentException("agency " + code + " is part of a city but no WARD");
    }
    if (!remit.members().isEmpty() && !kind.isUnion() && kind != AgencyKind.PREFECTURE) {
      throw new IllegalArgumentException(
          "agency " + code + " has members but is neither a union nor a PREFECTURE");
    }
    if (!remit.responsibilities().isEmpty()
        && remit.members().isEmpty()
        && !kind.isNationalHolder()) {
      throw new IllegalArgumentException(
          "agency " + code + " has responsibilities but no members to have them for");
    }
    if (!remit.delegations().isEmpty() && !kind.holdsInformation()) {
      throw new IllegalArgumentException(
          "agency " + code + " has delegations but no tasks of its own");
    }
  }

  /**
   * Whether it is a body of its own on this day, which can ask and be asked: it exists, and is no
   * part of a city.
   */
  public boolean standsOn(LocalDate day) {
    return remit.partOf().isEmpty() && lifetime.validity().includes(day);
  }
}
