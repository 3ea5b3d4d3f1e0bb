package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;

/** All agencies of the network. Immutable, so shared freely between threads. */
public final class AgencyDirectory {

  private final List<Agency> agencies;
  private final Map<AgencyCode, Agency> byCode = new LinkedHashMap<>();
  private final Map<TenantId, Agency> byTenant = new LinkedHashMap<>();
  private final Map<TenantId, AddresseeForm> forms;
  private final HolderSearch holders;

  /**
   * Throws {@link IllegalArgumentException}, naming the agency, if a code or tenant occurs twice,
   * or agencies say of each other what cannot be: an unknown successor, a cycle of successors, a
   * member that is no local body.
   */
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
    DirectoryRules.check(byCode);
    this.holders = new HolderSearch(byCode);
  }

  /** Finds an agency by its code, whether or not it exists still. */
  public Optional<Agency> find(AgencyCode code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /**
   * Finds the agency of a tenant, whether or not it exists still: a municipality that was merged
   * keeps its part of the platform, with its records.
   */
  public Optional<Agency> find(TenantId tenant) {
    return Optional.ofNullable(byTenant.get(tenant));
  }

  /**
   * Which body holds an information for an area on a day: "whoever holds it on that day".
   *
   * <p>First the area's own body on that day: its city for a ward, along successors if it had ended
   * (or had passed this information on) by then, along predecessors if it had not begun. Then
   * whoever was responsible on that day for that body's information: a union or prefecture that has
   * it as a member, a national body; the body itself if nobody was.
   *
   * @param area a local public body, existing or not
   * @param day a calendar day in Japan
   */
  public Holder holder(InformationCode information, AgencyCode area, LocalDate day) {
    return find(area)
        .map(agency -> holders.find(information, agency, day))
        .orElseGet(Holder.NoneKnown::new);
  }

  /**
   * Whether a body (委任元) has another one do its work under a procedure on a day. Neither needs to
   * be on this platform.
   */
  public boolean delegates(
      AgencyCode principal, AgencyCode other, ProcedureCode procedure, LocalDate day) {
    return find(principal)
        .filter(agency -> agency.remit().delegates(other, procedure, day))
        .isPresent();
  }

  /** The form a tenant declared its addressee numbers to have; empty if it declared none. */
  public Optional<AddresseeForm> addresseeForm(TenantId tenant) {
    return Optional.ofNullable(forms.get(tenant));
  }

  /**
   * Reads an addressee number of a tenant.
   *
   * @throws renkei.codebook.ForbiddenNumberException if it may be a number that must never reach
   *     the platform
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
