package renkei.gateway.local.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.Rulings;
import renkei.gateway.staff.Right;
import renkei.gateway.wording.Forms;

/** Provisions (情報提供) that wait for a member of rulings. */
@Path("/tenants/{tenant}/provisions")
@Produces(MediaType.APPLICATION_JSON)
public final class ProvisionsResource {

  private static final int AT_ONCE = 1_000;

  /** The one state that can be asked for. */
  private enum HeldState {
    ON_HOLD
  }

  private final Rulings rulings;

  ProvisionsResource(Rulings rulings) {
    this.rulings = rulings;
  }

  /** One provision that waits. It does not say why: a hold and a protection case look the same. */
  public record Held(
      String permitId,
      String addresseeNumber,
      String inquirer,
      String procedureCode,
      String informationCode,
      Instant since,
      Instant expiresAt) {

    /** Names the permit only. */
    @Override
    public String toString() {
      return "Held[" + permitId + "]";
    }

    private static Held of(HeldProvision held) {
      return new Held(
          held.permit().toString(),
          held.subject().value(),
          held.inquirer().value(),
          held.procedure().value(),
          held.information().value(),
          held.since(),
          held.expiresAt());
    }
  }

  /**
   * Some of those that wait.
   *
   * @param next to be given as {@code after} if there are more
   */
  public record Waiting(List<Held> provisions, Optional<String> next) {

    private static Waiting of(HeldProvisions held) {
      return new Waiting(
          held.provisions().stream().map(Held::of).toList(), held.next().map(PermitId::toString));
    }
  }

  /** What came of a ruling. */
  public record Ruled(String outcome) {}

  /** The provisions that wait; what expires first comes first. */
  @GET
  @AllowedTo(CallerRole.STAFF)
  public Waiting held(
      @PathParam("tenant") TenantId tenant,
      @QueryParam("state") @Nullable String state,
      @QueryParam("after") @Nullable String after) {
    HeldState _ = Fields.word("state", state, HeldState.class);
    Optional<PermitId> seen = Fields.optional("after", after, Forms.PERMIT_ID);
    return Waiting.of(rulings.held(tenant, seen, AT_ONCE));
  }

  /** Answers a held provision as if there were no hold, unless something new holds it. */
  @POST
  @Path("/{permitId}/release")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public Ruled release(
      @PathParam("tenant") TenantId tenant,
      @PathParam("permitId") PermitId permit,
      @Context SecurityContext by) {
    return new Ruled(rulings.release(tenant, StaffContext.actor(by), permit).name());
  }

  /** Refuses a held provision: the inquirer is told {@code WITHHELD}. */
  @POST
  @Path("/{permitId}/refuse")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public Ruled refuse(
      @PathParam("tenant") TenantId tenant,
      @PathParam("permitId") PermitId permit,
      @Context SecurityContext by) {
    return new Ruled(rulings.refuse(tenant, StaffContext.actor(by), permit).name());
  }
}
