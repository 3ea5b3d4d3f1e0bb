package renkei.testagencies.municipality;

/**
 * A local system's own name for an inquiry; asking again with it changes nothing.
 *
 * @param value not blank
 */
public record LocalId(String value) {

  /** Refuses a blank one. */
  public LocalId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a local id must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
