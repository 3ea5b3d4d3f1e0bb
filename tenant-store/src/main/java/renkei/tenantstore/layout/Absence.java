package renkei.tenantstore.layout;

/** Why an item has no value, told in its place. */
public enum Absence {
  /** 未申告: whoever had to declare it did not. */
  NOT_DECLARED,
  /** 非該当: it does not apply to the person. */
  NOT_APPLICABLE,
  /** 不明: it applies, and is not known. */
  UNKNOWN,
  /** 未決定: it is not decided yet. */
  NOT_DECIDED,
  /** 保有なし: the body does not keep it. */
  NOT_HELD
}
