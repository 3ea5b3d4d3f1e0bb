package renkei.codebook.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.TenantId;

/** All agencies of the network. Immutable, so shared freely between threads. */
public final class AgencyDirectory {

  private final List<Agency> agencies;
  private final Map<AgencyCode, Agency> byCode = new LinkedHashMap<>();
  private final Map<TenantId, Agency> byTenant = new LinkedHashMap<>();
  private final Map<TenantId, AddresseeForm> forms;

  /** Throws {@link IllegalArgumentException} if a code or tenant occurs twice. */
  public AgencyDirectory(List<Agency> agencies) {
    this(agencies, Map.of());
  }

  /**
   * As the other constructor.
   *
   * @param forms of the addressee numbers of those tenants that declared one
   */
  public AgencyDirectory(List<Agency> agencies, Map<TenantId, AddresseeForm> forms) {
    this.agencies = List.copyOf(agencies);
    this.forms = Map.copyOf(forms);
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

  /** The form a tenant declared its addressee numbers to have; empty if it declared none. */
  public Optional<AddresseeForm> addresseeForm(TenantId tenant) {
    return Optional.ofNullable(forms.get(tenant));
  }

  /**
   * Reads an addressee number of a tenant.
   *
   * @throws ForbiddenNumberException if it may be a number that must never reach the platform
   * @throws IllegalArgumentException if it is malformed, or of another form than the tenant
   *     declared
   */
  public AddresseeNumber addresseeNumber(TenantId tenant, String value) {
    AddresseeForm form = forms.get(tenant);
    return form == null ? new AddresseeNumber(value) : form.read(value);
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
