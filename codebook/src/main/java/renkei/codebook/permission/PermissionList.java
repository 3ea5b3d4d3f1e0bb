package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.List;
import renkei.codebook.AffairCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.AgencyKind;

/**
 * Who may ask whom for what (照会許可用照合リスト), as the core last signed it.
 *
 * @param version grows with every edition of the list
 * @param validFrom the first day of the list as a whole
 * @param validTo the last day, included; after it the list refuses everything
 */
public record PermissionList(
    long version, LocalDate validFrom, LocalDate validTo, List<Permission> rows) {

  /**
   * Throws {@link IllegalArgumentException} if the version is not positive or the dates are
   * swapped.
   */
  public PermissionList {
    if (version < 1) {
      throw new IllegalArgumentException("the version of a permission list must be positive");
    }
    if (validTo.isBefore(validFrom)) {
      throw new IllegalArgumentException("a permission list must not end before it begins");
    }
    rows = List.copyOf(rows);
  }

  /** Decides by kinds of agency; see {@link Permissions} for deciding by agencies. */
  public PermissionDecision allow(
      AgencyKind inquirer,
      AgencyKind provider,
      Purpose purpose,
      AffairCode affair,
      ProcedureCode procedure,
      InformationCode information,
      LocalDate today) {
    if (today.isBefore(validFrom) || today.isAfter(validTo)) {
      return new PermissionDecision.Denied(PermissionDecision.Reason.LIST_NOT_VALID);
    }
    boolean allowed =
        rows.stream()
            .anyMatch(
                row ->
                    row.information().equals(information)
                        && row.procedure().equals(procedure)
                        && row.affair().equals(affair)
                        && row.inquirer() == inquirer
                        && row.provider() == provider
                        && row.purpose() == purpose
                        && row.validOn(today));
    return allowed
        ? new PermissionDecision.Allowed()
        : new PermissionDecision.Denied(PermissionDecision.Reason.NO_PERMISSION);
  }
}
