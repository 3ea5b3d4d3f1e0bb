package renkei.broker;

import java.util.List;
import java.util.Optional;
import renkei.codebook.PermitId;

/**
 * Some of the provisions that wait for a member of staff; what expires first comes first.
 *
 * @param next the last of them if more come after it; empty if there are no more
 */
public record HeldProvisions(List<HeldProvision> provisions, Optional<PermitId> next) {

  /** Copies the list. */
  public HeldProvisions {
    provisions = List.copyOf(provisions);
  }
}
