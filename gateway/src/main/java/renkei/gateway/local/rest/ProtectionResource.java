package renkei.gateway.local.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.StaffActions;

/** Holds (自動応答不可) and protection cases (支援措置), as {@link StaffActions} says. */
@Path("/tenants/{tenant}")
public final class ProtectionResource {

  private final StaffActions staff;

  ProtectionResource(StaffActions staff) {
    this.staff = staff;
  }

  /** Holds the answers about a person in one information code. */
  @PUT
  @Path("/holds/{addresseeNumber}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void hold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information) {
    staff.hold(tenant, addressee, information);
  }

  /** Ends a hold. */
  @DELETE
  @Path("/holds/{addresseeNumber}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void endHold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information) {
    staff.endHold(tenant, addressee, information);
  }

  /** Opens a protection case: it covers every information code at once. */
  @PUT
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(CallerRole.STAFF)
  public void protect(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    staff.protect(tenant, addressee);
  }

  /** Ends a protection case; holds stay. */
  @DELETE
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(CallerRole.STAFF)
  public void endProtection(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    staff.endProtection(tenant, addressee);
  }

  /** Lets one body be answered about a protected person in one information code, for a while. */
  @PUT
  @Path("/protection-cases/{addresseeNumber}/inquirers/{inquirer}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void letAsk(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("inquirer") AgencyCode inquirer,
      @PathParam("information") InformationCode information,
      @QueryParam("until") @Nullable String until) {
    staff.letAsk(
        tenant, addressee, inquirer, information, Fields.required("until", until, Instant::parse));
  }

  /** Takes that back. */
  @DELETE
  @Path("/protection-cases/{addresseeNumber}/inquirers/{inquirer}/{information}")
  @AllowedTo(CallerRole.STAFF)
  public void letAskNoMore(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("inquirer") AgencyCode inquirer,
      @PathParam("information") InformationCode information) {
    staff.letAskNoMore(tenant, addressee, inquirer, information);
  }
}
