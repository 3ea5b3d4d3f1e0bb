package renkei.tenantstore.layout;

/** By what an inquirer may choose among the records of a person. */
public enum ConditionKind {
  /** The record that holds now. */
  CURRENT,
  /** The record that held on a day. */
  ON_DATE,
  /** The records of fiscal years from one to another. */
  FISCAL_YEARS,
  /** The records that held at some time of a period. */
  PERIOD
}
