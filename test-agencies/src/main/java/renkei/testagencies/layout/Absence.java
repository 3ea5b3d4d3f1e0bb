package renkei.testagencies.layout;

/** Why an item has no value. */
public enum Absence {
  /** 未申告. */
  NOT_DECLARED,
  /** 非該当. */
  NOT_APPLICABLE,
  /** 不明. */
  UNKNOWN,
  /** 未決定. */
  NOT_DECIDED,
  /** 保有なし. */
  NOT_HELD
}
