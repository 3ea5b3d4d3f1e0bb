package renkei.codebook.permission;

import renkei.codebook.Delegation;

/** On which sides a row of the permission list lets a body act for another one (委任). */
public enum DelegationRule {
  /** On neither. */
  NONE,
  /** The inquirer's. */
  INQUIRER,
  /** The provider's. */
  PROVIDER,
  /** On both. */
  BOTH;

  /** Whether the sides that act for others may. */
  public boolean allows(Delegation delegation) {
    return (delegation.inquirerFor().isEmpty() || this == INQUIRER || this == BOTH)
        && (delegation.providerFor().isEmpty() || this == PROVIDER || this == BOTH);
  }
}
