package renkei.gateway.local;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.Holder;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.permission.Permissions;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.ShelvedLayout;

/**
 * What the platform goes by, for whoever codes against it: layouts, the directory of agencies, the
 * permission list in force. Nothing of it is about a person or one municipality's alone; it comes
 * in pages. Thread-safe.
 */
public final class Reference {

  /** The longest page. */
  public static final int AT_ONCE = 1_000;

  private static final Phrase AREA =
      new Phrase(
          "be a municipality, ward or prefecture of the directory", "機関一覧にある市区町村又は都道府県であること");

  private static final Phrase SEVERAL =
      new Phrase("have one holder on that day; it has %s", "その日の保有機関が一つであること（候補: %s）");

  private static final Phrase NOBODY =
      new Phrase("have a body on that day, or one that took over", "その日に存在する機関か、承継した機関があること");

  private final LayoutShelf layouts;
  private final AgencyDirectory directory;
  private final Permissions permissions;
  private final Clock clock;

  Reference(LayoutShelf layouts, AgencyDirectory directory, Permissions permissions, Clock clock) {
    this.layouts = layouts;
    this.directory = directory;
    this.permissions = permissions;
    this.clock = clock;
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
  public record PermissionPage(PermissionList list, Page<PermissionRow> rows) {}

  /** The layouts (データ標準レイアウト) that were published, by information code and edition. */
  public Page<ShelvedLayout> layouts(int from) {
    return Page.of(layouts.list(), from);
  }

  /**
   * The file of a layout as its publisher signed it; throws {@link RefusedException} if there is
   * none.
   */
  public byte[] signedLayout(InformationCode information, Edition edition) {
    return layouts
        .signed(information, edition)
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

  /**
   * Who held something on a day.
   *
   * @param day the calendar day in Japan
   * @param holder the body that held it then; it may have ended since
   * @param provider the body to ask today, which is another one if the holder has ended or passed
   *     it on; empty if the directory names nobody, or more than one
   */
  public record Held(LocalDate day, Agency holder, Optional<AgencyCode> provider) {}

  /**
   * Which body held an information for an area on a day.
   *
   * @param area a municipality, ward or prefecture, existing or not
   * @param day the calendar day in Japan; empty for today
   * @throws RefusedException if the directory does not know the area, or names nobody or more than
   *     one
   */
  public Held holder(InformationCode information, AgencyCode area, Optional<LocalDate> day) {
    LocalDate today = JapanTime.date(clock.instant());
    LocalDate then = day.orElse(today);
    if (directory.find(area).filter(Reference::isArea).isEmpty()) {
      throw new RefusedException(
          RequestError.NOT_FOUND, "no such area", new FieldFault("area", AREA));
    }
    return switch (directory.holder(information, area, then)) {
      case Holder.Body(Agency holder) ->
          new Held(then, holder, provider(information, holder.code(), today));
      case Holder.Several(List<Agency> holders) ->
          throw unknownHolder(SEVERAL.with(ProviderField.codes(holders)));
      case Holder.NoneKnown() -> throw unknownHolder(NOBODY);
    };
  }

  private static boolean isArea(Agency agency) {
    return agency.kind().isLocal() && !agency.kind().isUnion();
  }

  private Optional<AgencyCode> provider(
      InformationCode information, AgencyCode holder, LocalDate today) {
    return switch (directory.holder(information, holder, today)) {
      case Holder.Body(Agency provider) -> Optional.of(provider.code());
      case Holder.Several _, Holder.NoneKnown _ -> Optional.empty();
    };
  }

  private static RefusedException unknownHolder(Phrase expected) {
    return new RefusedException(
        RequestError.UNKNOWN_HOLDER, "not exactly one holder", new FieldFault("area", expected));
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
