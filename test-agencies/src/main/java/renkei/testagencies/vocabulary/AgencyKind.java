package renkei.testagencies.vocabulary;

/** Which sort of public body: what permissions are given to. */
public enum AgencyKind {
  /** The national network itself. */
  CORE,
  /** The resident network (住民基本台帳ネットワーク). */
  RESIDENT_NETWORK,
  /** The pension service. */
  PENSION_SERVICE,
  /** Any other national agency. */
  NATIONAL_AGENCY,
  /** My Portal (マイナポータル). */
  PORTAL,
  /** A municipality on the platform. */
  MUNICIPALITY
}
