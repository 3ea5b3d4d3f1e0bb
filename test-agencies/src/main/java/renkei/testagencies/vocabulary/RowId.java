package renkei.testagencies.vocabulary;

/**
 * The name of one row of the permission list.
 *
 * @param value capital letters, digits and hyphens
 */
public record RowId(String value) {

  /** Refuses any other form. */
  public RowId {
    Format.require(value, "[A-Z0-9][A-Z0-9-]{0,31}", "a row of the permission list");
  }
}
