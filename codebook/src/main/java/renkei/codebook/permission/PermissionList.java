package renkei.codebook.permission;

import java.util.List;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.Validity;

/**
 * Who may ask whom for what (照会許可用照合リスト), and the classes of bodies that its rows name.
 *
 * @param version grows with every edition of the list
 * @param validity the days of the list as a whole; on others it allows nothing
 * @param classes all that the rows name
 * @param rows who may ask whom for what
 */
public record PermissionList(
    long version, Validity validity, List<BodyClass> classes, List<PermissionRow> rows) {

  /** Copies the lists; throws {@link IllegalArgumentException} if the version is not positive. */
  public PermissionList {
    if (version < 1) {
      throw new IllegalArgumentException("the version of a permission list must be positive");
    }
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
  }
}
