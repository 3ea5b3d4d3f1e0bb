package renkei.codebook;

import java.util.Optional;

/**
 * For whom the two sides of an exchange act, where a body has delegated its task (委任).
 *
 * @param inquirerFor the body (委任元) whose task the inquirer does; empty if it does its own
 * @param providerFor the body whose information the provider gives; empty if it gives its own
 */
public record Delegation(Optional<AgencyCode> inquirerFor, Optional<AgencyCode> providerFor) {

  /** Both sides act for themselves. */
  public static final Delegation NONE = new Delegation(Optional.empty(), Optional.empty());
}
