package renkei.codebook.directory;

/** What sort of public body an agency is. */
public enum AgencyKind {
  /** The core of the national network (情報提供ネットワークシステム): signs permits, codes and lists. */
  CORE,
  /** The resident registry network (住民基本台帳ネットワーク). */
  RESIDENT_NETWORK,
  /** The pension service (日本年金機構). */
  PENSION_SERVICE,
  /** A ministry (省庁). */
  MINISTRY,
  /** Any other national body. */
  NATIONAL_AGENCY,
  /** My Portal (マイナポータル), which asks on behalf of the citizen. */
  PORTAL,
  /** A prefecture (都道府県). */
  PREFECTURE,
  /** A city, town or village (市町村). */
  MUNICIPALITY,
  /** A special ward (特別区), or a ward that is part of a city (行政区). */
  WARD,
  /** A union for a wide area (広域連合), such as those for late-stage medical care. */
  WIDE_AREA_UNION,
  /** A union for some tasks (一部事務組合). */
  PARTIAL_UNION;

  /** Whether it is a local public body (地方公共団体), unions included: only those are tenants. */
  public boolean isLocal() {
    return switch (this) {
      case PREFECTURE, MUNICIPALITY, WARD, WIDE_AREA_UNION, PARTIAL_UNION -> true;
      case CORE, RESIDENT_NETWORK, PENSION_SERVICE, MINISTRY, NATIONAL_AGENCY, PORTAL -> false;
    };
  }

  /** Whether it is a union of other local public bodies (地方公共団体の組合). */
  public boolean isUnion() {
    return this == WIDE_AREA_UNION || this == PARTIAL_UNION;
  }

  /** Whether it is a national body that holds information of its own about people. */
  public boolean isNationalHolder() {
    return this == PENSION_SERVICE || this == MINISTRY || this == NATIONAL_AGENCY;
  }

  /** Whether it holds information about people at all, and so may be asked for it. */
  public boolean holdsInformation() {
    return isLocal() || isNationalHolder();
  }
}
