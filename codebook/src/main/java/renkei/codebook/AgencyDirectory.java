package renkei.codebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All agencies of the network. Immutable, so shared freely between threads. */
public final class AgencyDirectory {

  private final List<Agency> agencies;
  private final Map<AgencyCode, Agency> byCode = new LinkedHashMap<>();
  private final Map<TenantId, Agency> byTenant = new LinkedHashMap<>();

  /** Throws {@link IllegalArgumentException} if a code or tenant occurs twice. */
  public AgencyDirectory(List<Agency> agencies) {
    this.agencies = List.copyOf(agencies);
    for (Agency agency : this.agencies) {
      if (byCode.put(agency.code(), agency) != null) {
        throw new IllegalArgumentException("agency " + agency.code() + " occurs twice");
      }
      agency
          .tenant()
          .ifPresent(
              tenant -> {
                if (byTenant.put(tenant, agency) != null) {
                  throw new IllegalArgumentException("tenant " + tenant + " occurs twice");
                }
              });
    }
  }

  /** Finds an agency by its code. */
  public Optional<Agency> find(AgencyCode code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** Finds the agency of a tenant. */
  public Optional<Agency> find(TenantId tenant) {
    return Optional.ofNullable(byTenant.get(tenant));
  }

  /** The agencies that live on this platform, in the order given. */
  public List<TenantId> tenants() {
    return List.copyOf(byTenant.keySet());
  }

  /** All agencies, in the order given. */
  public List<Agency> agencies() {
    return agencies;
  }
}
