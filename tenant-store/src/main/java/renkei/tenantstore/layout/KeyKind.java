package renkei.tenantstore.layout;

/** What tells the records of one person in one information code apart. */
public enum KeyKind {
  /** Nothing: a person has one record. */
  NONE,
  /** The fiscal year (年度) a record is about. */
  FISCAL_YEAR,
  /** The period a record is valid in; the key is its first day. */
  PERIOD,
  /** A serial of the body that keeps the record, such as the number of a certificate. */
  SERIAL;

  /** Whether records with such keys can be asked for by this kind of condition. */
  boolean allows(ConditionKind condition) {
    return switch (condition) {
      case CURRENT -> true;
      case ON_DATE -> this != NONE;
      case FISCAL_YEARS -> this == FISCAL_YEAR;
      case PERIOD -> this == PERIOD || this == SERIAL;
    };
  }
}
