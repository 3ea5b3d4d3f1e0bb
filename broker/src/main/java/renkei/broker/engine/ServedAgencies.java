package renkei.broker.engine;

import renkei.broker.Pointer;
import renkei.broker.message.Envelope;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;

/** The agencies of the tenants that are served here, and the core they deal with. Thread-safe. */
public final class ServedAgencies {

  private final AgencyDirectory directory;
  private final AgencyCode core;

  ServedAgencies(AgencyDirectory directory) {
    this.directory = directory;
    this.core =
        directory.agencies().stream()
            .filter(agency -> agency.kind() == AgencyKind.CORE)
            .map(Agency::code)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the directory names no core"));
  }

  /** The core of the national network. */
  public AgencyCode core() {
    return core;
  }

  /** What a message is to the network, from what its row is to the tenant. */
  Envelope envelope(Pointer pointer) {
    AgencyCode own = agency(pointer.queue().tenant());
    return switch (pointer.queue().direction()) {
      case IN -> new Envelope(pointer.message(), pointer.peer(), own, pointer.kind());
      case OUT -> new Envelope(pointer.message(), own, pointer.peer(), pointer.kind());
    };
  }

  /**
   * The agency that a tenant is.
   *
   * @throws IllegalArgumentException if there is no such tenant
   */
  public AgencyCode agency(TenantId tenant) {
    return directory
        .find(tenant)
        .map(Agency::code)
        .orElseThrow(() -> new IllegalArgumentException("tenant " + tenant + " is not served"));
  }
}
