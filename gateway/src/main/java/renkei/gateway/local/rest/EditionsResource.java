package renkei.gateway.local.rest;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.StaffActions;
import renkei.gateway.staff.Right;

/** Editions of layouts, as a municipality gets ready for them. */
@Path("/tenants/{tenant}/editions/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class EditionsResource {

  private final StaffActions staff;

  EditionsResource(StaffActions staff) {
    this.staff = staff;
  }

  /**
   * What was signed off.
   *
   * @param batch of the load in test mode that was looked at
   */
  public record SignedOff(String informationCode, String edition, String batch) {}

  /** Signs an edition off after a look at its newest load in test mode. */
  @POST
  @Path("/sign-off")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public SignedOff signOff(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @Context SecurityContext by) {
    return new SignedOff(
        information.value(),
        edition.value(),
        staff.signOff(tenant, StaffContext.actor(by), information, edition).value());
  }
}
