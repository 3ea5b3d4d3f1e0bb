package renkei.gateway.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Consumer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.tenantstore.Flags;
import renkei.tenantstore.TenantStore;

/**
 * Holds (自動応答不可) and protection cases (支援措置). Nobody is told whether there was one: repeating a
 * call changes nothing and looks the same.
 */
@Path("/tenants/{tenant}")
public final class ProtectionResource {

  private final Aside aside;
  private final TenantStore store;

  ProtectionResource(Aside aside, TenantStore store) {
    this.aside = aside;
    this.store = store;
  }

  /** Holds the answers about a person in one information code. */
  @PUT
  @Path("/holds/{addresseeNumber}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void hold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information) {
    change(tenant, "set a hold", flags -> flags.hold(addressee, information));
  }

  /** Ends a hold. */
  @DELETE
  @Path("/holds/{addresseeNumber}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void endHold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information) {
    change(tenant, "ended a hold", flags -> flags.release(addressee, information));
  }

  /** Opens a protection case: it covers every information code at once. */
  @PUT
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(CallerRole.STAFF)
  public void protect(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    change(tenant, "opened a protection case", flags -> flags.protect(addressee));
  }

  /** Ends a protection case; holds stay. */
  @DELETE
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(CallerRole.STAFF)
  public void endProtection(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    change(tenant, "ended a protection case", flags -> flags.endProtection(addressee));
  }

  private void change(TenantId tenant, String action, Consumer<Flags> change) {
    aside.<Boolean>inTenant(
        tenant,
        tx -> {
          change.accept(store.flags(tx));
          return true;
        });
    StaffLog.did(tenant, action);
  }
}
