package renkei.codebook;

/** Why information is asked for. */
public enum Purpose {
  /** Information linkage (情報連携): a public body needs a fact for a procedure. */
  LINKAGE,
  /** The citizen asks the portal for own data (自己情報). */
  OWN_DATA,
  /** The citizen asks the portal who exchanged what (情報提供等記録). */
  HISTORY
}
