package renkei.codebook.permission;

import java.time.LocalDate;
import renkei.codebook.AffairCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.AgencyKind;

/**
 * One row of the permission list: who may ask whom, for what, under which procedure, and when.
 *
 * @param validFrom the first day, Japanese calendar day
 * @param validTo the last day, included
 */
public record Permission(
    AgencyKind inquirer,
    AgencyKind provider,
    Purpose purpose,
    AffairCode affair,
    ProcedureCode procedure,
    InformationCode information,
    LocalDate validFrom,
    LocalDate validTo) {

  /** Throws {@link IllegalArgumentException} if it ends before it begins. */
  public Permission {
    if (validTo.isBefore(validFrom)) {
      throw new IllegalArgumentException("a permission must not end before it begins");
    }
  }
}
