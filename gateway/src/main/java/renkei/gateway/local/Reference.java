package renkei.gateway.local;

import java.util.List;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permission;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.Permissions;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;

/**
 * What the platform goes by, for whoever codes against it: layouts, the directory of agencies, the
 * permission list in force. Nothing of it is about a person or one municipality's alone; it is read
 * from memory, in pages. Thread-safe.
 */
public final class Reference {

  /** The longest page. */
  public static final int AT_ONCE = 1_000;

  private final Layouts layouts;
  private final AgencyDirectory directory;
  private final Permissions permissions;

  Reference(Layouts layouts, AgencyDirectory directory, Permissions permissions) {
    this.layouts = layouts;
    this.directory = directory;
    this.permissions = permissions;
  }

  /**
   * Part of something longer.
   *
   * @param next from where the next page goes on; empty if this is the last
   */
  public record Page<T>(List<T> entries, Optional<Integer> next) {

    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }

    private static <T> Page<T> of(List<T> all, int from) {
      int begin = Math.min(Math.max(0, from), all.size());
      int end = Math.min(all.size(), begin + AT_ONCE);
      return new Page<>(
          all.subList(begin, end), end < all.size() ? Optional.of(end) : Optional.empty());
    }
  }

  /**
   * Part of the permission list (照会許可用照合リスト).
   *
   * @param list the whole; its version says whether two pages belong together
   */
  public record PermissionPage(PermissionList list, Page<Permission> rows) {}

  /** The layouts (データ標準レイアウト), by information code and edition. */
  public Page<Layout> layouts(int from) {
    return Page.of(layouts.all(), from);
  }

  /** One layout with its items; throws {@link RefusedException} if there is none. */
  public Layout layout(InformationCode information, Edition edition) {
    return layouts
        .find(information, edition)
        .orElseThrow(() -> new RefusedException(RequestError.NOT_FOUND, "no such layout"));
  }

  /** The directory of agencies (機関一覧), in its own order. */
  public Page<Agency> agencies(int from) {
    return Page.of(directory.agencies(), from);
  }

  /** One agency; throws {@link RefusedException} if the directory has none of that code. */
  public Agency agency(AgencyCode code) {
    return directory
        .find(code)
        .orElseThrow(() -> new RefusedException(RequestError.NOT_FOUND, "no such agency"));
  }

  /** The permission list in force; throws {@link RefusedException} if none has arrived. */
  public PermissionPage permissions(int from) {
    PermissionList list =
        permissions
            .inForce()
            .orElseThrow(() -> new RefusedException(RequestError.NOT_FOUND, "no list is in force"));
    return new PermissionPage(list, Page.of(list.rows(), from));
  }
}
