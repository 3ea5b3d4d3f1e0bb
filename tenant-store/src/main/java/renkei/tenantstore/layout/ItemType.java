package renkei.tenantstore.layout;

/** What the values of an item look like. */
public enum ItemType {
  /** Any text of the permitted character set (JIS X 0213 and beyond, no half-width kana). */
  TEXT,
  /** Full-width katakana, as names are read (フリガナ). */
  KANA,
  /** A calendar day, {@code yyyy-MM-dd}. */
  DATE,
  /** A whole number, perhaps negative: yen, months, persons. */
  NUMBER,
  /** One value of the item's code list. */
  CODE
}
