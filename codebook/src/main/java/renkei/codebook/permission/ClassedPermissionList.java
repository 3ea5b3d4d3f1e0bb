package renkei.codebook.permission;

import java.util.List;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.Validity;

/**
 * A permission list (照会許可用照合リスト) whose rows name classes of bodies, and the classes with it.
 *
 * @param version grows with every edition of the list
 * @param validity the days of the list as a whole; on others it allows nothing
 * @param classes all that the rows name
 * @param rows who may ask whom for what
 */
public record ClassedPermissionList(
    long version, Validity validity, List<BodyClass> classes, List<PermissionRow> rows) {

  /** Copies the lists. */
  public ClassedPermissionList {
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
  }
}
