package renkei.gateway.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.Broker;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.broker.ProvisionState;
import renkei.broker.Ruling;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;

/** Provisions (情報提供) that wait for a member of staff. */
@Path("/tenants/{tenant}/provisions")
@Produces(MediaType.APPLICATION_JSON)
public final class ProvisionsResource {

  private static final int AT_ONCE = 1_000;

  private final Broker broker;

  ProvisionsResource(Broker broker) {
    this.broker = broker;
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
    if (Fields.word("state", state, ProvisionState.class) != ProvisionState.ON_HOLD) {
      throw new RefusedException(RestError.MALFORMED_FIELD, "state must be ON_HOLD");
    }
    Optional<PermitId> seen =
        after == null
            ? Optional.empty()
            : Optional.of(Fields.required("after", after, PermitId::parse));
    return Waiting.of(broker.held(tenant, seen, AT_ONCE));
  }

  /** Answers a held provision as if there were no hold, unless something new holds it. */
  @POST
  @Path("/{permitId}/release")
  @AllowedTo(CallerRole.STAFF)
  public Ruled release(
      @PathParam("tenant") TenantId tenant, @PathParam("permitId") PermitId permit) {
    return ruled(tenant, "released the provision", permit, broker.release(tenant, permit));
  }

  /** Refuses a held provision: the inquirer is told {@code WITHHELD}. */
  @POST
  @Path("/{permitId}/refuse")
  @AllowedTo(CallerRole.STAFF)
  public Ruled refuse(
      @PathParam("tenant") TenantId tenant, @PathParam("permitId") PermitId permit) {
    return ruled(tenant, "refused the provision", permit, broker.refuse(tenant, permit));
  }

  private static Ruled ruled(TenantId tenant, String action, PermitId permit, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Ruled(Outcome outcome) -> {
        StaffLog.did(tenant, action, permit);
        yield new Ruled(outcome.name());
      }
      case Ruling.HeldAgain _ ->
          throw new RefusedException(RestError.HELD_AGAIN, "the person's flags or code changed");
      case Ruling.NotHeld _ -> throw new RefusedException(RestError.NOT_FOUND, "not on hold");
    };
  }
}
