package renkei.gateway.local;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.AgencyDirectory;

/** Lets a municipality's callers reach its own part in their own role, and nobody else anything. */
public final class Callers {

  private final AgencyDirectory directory;

  /** Callers of the tenants of this directory. */
  public Callers(AgencyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Lets a caller in.
   *
   * @param names the URIs in its certificate
   * @param tenant whose part it reaches for, as it wrote it; empty if for nobody's
   * @param roles in which role this may be done
   * @throws RefusedException if it is nobody known, reaches for another's part or has another role
   */
  public Caller admit(List<URI> names, Optional<String> tenant, Set<CallerRole> roles) {
    Caller caller =
        Caller.named(names)
            .filter(known -> directory.find(known.tenant()).isPresent())
            .orElseThrow(
                () ->
                    new RefusedException(RequestError.NO_CALLER, "no known caller in certificate"));
    if (tenant.filter(other -> !other.equals(caller.tenant().value())).isPresent()) {
      throw new RefusedException(RequestError.OTHER_TENANT, "reached for another tenant");
    }
    if (!roles.contains(caller.role())) {
      throw new RefusedException(RequestError.NOT_YOUR_ROLE, "called as " + caller.role());
    }
    return caller;
  }
}
