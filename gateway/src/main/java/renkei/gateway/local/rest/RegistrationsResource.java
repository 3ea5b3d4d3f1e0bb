package renkei.gateway.local.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.ReplicaLoads;
import renkei.gateway.local.StaffActions;
import renkei.gateway.staff.Right;
import renkei.gateway.wording.Forms;
import renkei.tenantstore.replica.Days;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Registrations;

/** What a municipality has loaded in full, and ending the doubt that a nameless line left. */
@Path("/tenants/{tenant}/registrations/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class RegistrationsResource {

  private final ReplicaLoads replicas;
  private final StaffActions staff;

  RegistrationsResource(ReplicaLoads replicas, StaffActions staff) {
    this.replicas = replicas;
    this.staff = staff;
  }

  /**
   * How far an information code is loaded in an edition.
   *
   * @param doubtedAt when the last line came that names nobody, while in doubt
   * @param coversFrom the first day of which a full load says everything; empty if of all
   * @param coversTo the last such day
   */
  public record Loaded(
      String informationCode,
      String edition,
      RegistrationState state,
      Optional<Instant> doubtedAt,
      Optional<LocalDate> coversFrom,
      Optional<LocalDate> coversTo) {}

  /** How far an information code is loaded in an edition. */
  @GET
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Loaded find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition) {
    Registrations.Extent found = replicas.registration(tenant, information, edition);
    return new Loaded(
        information.value(),
        edition.value(),
        found.state(),
        found.doubtedAt(),
        found.covers().map(Days::first),
        found.covers().map(Days::last));
  }

  /** Ends a doubt without a full load: whoever calls says that nobody's line was lost. */
  @DELETE
  @Path("/doubt")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void endDoubt(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @QueryParam("doubtedAt") @Nullable String doubtedAt,
      @Context SecurityContext by) {
    staff.endDoubt(
        tenant,
        StaffContext.actor(by),
        information,
        edition,
        Fields.required("doubtedAt", doubtedAt, Forms.TIME));
  }
}
