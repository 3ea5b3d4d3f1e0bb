package renkei.testagencies.layout;

/** What an item says about a person wherever it stands. */
public enum Meaning {
  /** The name. */
  NAME,
  /** How the name is read. */
  NAME_READING,
  /** The day of birth. */
  BIRTH_DATE,
  /** Where the person lives. */
  ADDRESS
}
