package renkei.codebook.directory;

/** What sort of public body an agency is; permissions are given to kinds. */
public enum AgencyKind {
  /** The core of the national network (情報提供ネットワークシステム): signs permits, codes and lists. */
  CORE,
  /** The resident registry network (住民基本台帳ネットワーク). */
  RESIDENT_NETWORK,
  /** The pension service (日本年金機構). */
  PENSION_SERVICE,
  /** Any other national body. */
  NATIONAL_AGENCY,
  /** My Portal (マイナポータル), which asks on behalf of the citizen. */
  PORTAL,
  /** A municipality or prefecture (地方公共団体). */
  MUNICIPALITY
}
