package renkei.testagencies.layout;

/** What tells the records of one person apart. */
public enum KeyKind {
  /** Nothing: there is one. */
  NONE,
  /** The fiscal year (年度). */
  FISCAL_YEAR,
  /** The first day of the period for which it holds. */
  PERIOD,
  /** A serial of the body that holds it. */
  SERIAL
}
