package renkei.testagencies.vocabulary;

/**
 * A name that the receiver's own configuration resolves to an address.
 *
 * @param value lower-case letters, digits and hyphens
 */
public record RouteName(String value) {

  /** Refuses any other form. */
  public RouteName {
    Format.require(value, "[a-z][a-z0-9-]{0,31}", "a route name");
  }
}
