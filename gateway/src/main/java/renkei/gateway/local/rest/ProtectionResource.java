package renkei.gateway.local.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.StaffActions;
import renkei.gateway.staff.Right;
import renkei.gateway.wording.Forms;

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
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void hold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information,
      @Context SecurityContext by) {
    staff.hold(tenant, StaffContext.actor(by), addressee, information);
  }

  /** Ends a hold. */
  @DELETE
  @Path("/holds/{addresseeNumber}/{information}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void endHold(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("information") InformationCode information,
      @Context SecurityContext by) {
    staff.endHold(tenant, StaffContext.actor(by), addressee, information);
  }

  /** Opens a protection case: it covers every information code at once. */
  @PUT
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void protect(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @Context SecurityContext by) {
    staff.protect(tenant, StaffContext.actor(by), addressee);
  }

  /** Ends a protection case; holds stay. */
  @DELETE
  @Path("/protection-cases/{addresseeNumber}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void endProtection(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @Context SecurityContext by) {
    staff.endProtection(tenant, StaffContext.actor(by), addressee);
  }

  /** Lets one body be answered about a protected person in one information code, for a while. */
  @PUT
  @Path("/protection-cases/{addresseeNumber}/inquirers/{inquirer}/{information}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void letAsk(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("inquirer") AgencyCode inquirer,
      @PathParam("information") InformationCode information,
      @QueryParam("until") @Nullable String until,
      @Context SecurityContext by) {
    staff.letAsk(
        tenant,
        StaffContext.actor(by),
        addressee,
        inquirer,
        information,
        Fields.required("until", until, Forms.TIME));
  }

  /** Takes that back. */
  @DELETE
  @Path("/protection-cases/{addresseeNumber}/inquirers/{inquirer}/{information}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void letAskNoMore(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee,
      @PathParam("inquirer") AgencyCode inquirer,
      @PathParam("information") InformationCode information,
      @Context SecurityContext by) {
    staff.letAskNoMore(tenant, StaffContext.actor(by), addressee, inquirer, information);
  }
}
