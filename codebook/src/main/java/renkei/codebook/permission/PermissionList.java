package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.List;

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
}
