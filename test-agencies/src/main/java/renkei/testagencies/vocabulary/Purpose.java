package renkei.testagencies.vocabulary;

/** What an inquiry is for. */
public enum Purpose {
  /** Information linkage (情報連携) under a procedure of law. */
  LINKAGE,
  /** A citizen reads own data (自己情報表示) in My Portal. */
  OWN_DATA,
  /** A citizen reads who asked (情報提供等記録表示) in My Portal. */
  HISTORY
}
