package renkei.gateway.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import renkei.broker.Broker;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.Submission;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.gateway.soap.ContentXml;
import renkei.tenantstore.Result;
import renkei.tenantstore.TenantStore;

/** Inquiries (情報照会) of local systems, and what came of them. */
@Path("/tenants/{tenant}/inquiries")
@Produces(MediaType.APPLICATION_JSON)
public final class InquiriesResource {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration WAITING_TURN = Duration.ofSeconds(1);
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(31);

  private final Aside aside;
  private final TenantStore store;
  private final Broker broker;
  private final AgencyDirectory directory;
  private final BooleanSupplier closing;

  InquiriesResource(LocalDoor.Parts parts, Aside aside, BooleanSupplier closing) {
    this.closing = closing;
    this.aside = aside;
    this.store = parts.store();
    this.broker = parts.broker();
    this.directory = parts.directory();
  }

  /**
   * What is asked.
   *
   * @param localId the local system's own name for it; the same again is the same inquiry
   * @param affair may be left out: the permission list tells it from the procedure
   * @param deadline ISO duration; may be left out
   */
  public record Asked(
      @Nullable String localId,
      @Nullable String addresseeNumber,
      @Nullable String affair,
      @Nullable String procedure,
      @Nullable String information,
      @Nullable String provider,
      @Nullable String lane,
      @Nullable String deadline) {

    /** Hides what is asked about whom. */
    @Override
    public String toString() {
      return "Asked[****]";
    }
  }

  /**
   * What became of handing it in.
   *
   * @param outcome set if it is finished already
   */
  public record Taken(
      String inquiryId, String state, Optional<String> outcome, Optional<String> reason) {}

  /**
   * Where an inquiry stands.
   *
   * @param askingAgainHelps whether a new inquiry may succeed; there exactly with {@code FAILED}
   * @param items the content, if the outcome is {@code PROVIDED} and it is still kept
   */
  public record Status(
      String inquiryId,
      String localId,
      String state,
      Optional<String> outcome,
      Optional<String> reason,
      Optional<Boolean> askingAgainHelps,
      Optional<LocalDate> asOf,
      Optional<String> edition,
      Optional<Long> replicaVersion,
      Optional<List<ItemJson>> items) {

    /** Hides the content. */
    @Override
    public String toString() {
      return "Status[" + inquiryId + ", " + state + "]";
    }
  }

  /** Takes an inquiry; what it answers is durable. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Response ask(@PathParam("tenant") TenantId tenant, Asked asked) {
    return switch (broker.inquire(tenant, request(asked))) {
      case Submission.Accepted(InquiryId id, InquiryState state) ->
          taken(new Taken(id.toString(), state.name(), Optional.empty(), Optional.empty()));
      case Submission.NotPermitted(InquiryId id, Reason reason) ->
          taken(
              new Taken(
                  id.toString(),
                  InquiryState.FINISHED.name(),
                  Optional.of(Outcome.REFUSED.name()),
                  Optional.of(reason.value())));
      case Submission.NoCode _ -> throw new RefusedException(RestError.NO_CODE, "no code yet");
      case Submission.LocalIdTaken _ ->
          throw new RefusedException(RestError.LOCAL_ID_TAKEN, "another inquiry has this name");
      case Submission.Busy(Duration retryAfter) ->
          throw new RefusedException(RestError.BUSY, "the lane is full", Optional.of(retryAfter));
      case Submission.TooFast(Duration retryAfter) ->
          throw new RefusedException(
              RestError.TOO_FAST, "more than counters ask", Optional.of(retryAfter));
    };
  }

  private static Response taken(Taken taken) {
    return Response.accepted(taken).build();
  }

  private InquiryRequest request(Asked asked) {
    return new InquiryRequest(
        Fields.required("localId", asked.localId(), LocalId::new),
        Fields.required("addresseeNumber", asked.addresseeNumber(), AddresseeNumber::new),
        affair(asked),
        Fields.required("procedure", asked.procedure(), ProcedureCode::new),
        Fields.required("information", asked.information(), InformationCode::new),
        provider(asked),
        Fields.word("lane", asked.lane(), Lane.class),
        deadline(asked));
  }

  private static Optional<AffairCode> affair(Asked asked) {
    return asked.affair() == null
        ? Optional.empty()
        : Optional.of(Fields.required("affair", asked.affair(), AffairCode::new));
  }

  private AgencyCode provider(Asked asked) {
    AgencyCode provider = Fields.required("provider", asked.provider(), AgencyCode::new);
    if (directory.find(provider).isEmpty()) {
      throw new RefusedException(RestError.UNKNOWN_PROVIDER, "unknown provider");
    }
    return provider;
  }

  private static Optional<Duration> deadline(Asked asked) {
    if (asked.deadline() == null) {
      return Optional.empty();
    }
    Duration deadline = Fields.duration("deadline", asked.deadline(), LONGEST_DEADLINE);
    if (deadline.isZero()) {
      throw new RefusedException(RestError.MALFORMED_FIELD, "deadline must be ahead");
    }
    return Optional.of(deadline);
  }

  /** Where an inquiry stands; waits for its outcome if asked to. */
  @GET
  @Path("/{inquiryId}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Status find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("inquiryId") InquiryId inquiry,
      @QueryParam("wait") @DefaultValue("PT0S") String wait) {
    InquiryStatus status =
        look(tenant, inquiry, Fields.duration("wait", wait, LONGEST_WAIT))
            .orElseThrow(() -> new RefusedException(RestError.NOT_FOUND, "no such inquiry"));
    Optional<Result> result =
        status.outcome().filter(Outcome.PROVIDED::equals).isPresent()
            ? aside.inTenant(tenant, tx -> store.results(tx).find(inquiry))
            : Optional.empty();
    return new Status(
        status.id().toString(),
        status.localId().value(),
        status.state().name(),
        status.outcome().map(Outcome::name),
        status.reason().map(Reason::value),
        status.askingAgainHelps(),
        result.map(Result::asOf),
        result.map(found -> found.edition().value()),
        result.map(Result::replicaVersion),
        result.flatMap(found -> ContentXml.read(found.content())).map(InquiriesResource::items));
  }

  /** Waits in short turns, so that whoever waits does not hold the door open when it closes. */
  private Optional<InquiryStatus> look(TenantId tenant, InquiryId inquiry, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Duration turn = left.compareTo(WAITING_TURN) < 0 ? left : WAITING_TURN;
      Optional<InquiryStatus> status = broker.find(tenant, inquiry, turn);
      if (turn.equals(left)
          || status.isEmpty()
          || status.get().state() == InquiryState.FINISHED
          || closing.getAsBoolean()) {
        return status;
      }
    }
  }

  private static List<ItemJson> items(ContentXml content) {
    return switch (content) {
      case ContentXml.Items(List<ContentXml.Item> items) ->
          items.stream().map(item -> new ItemJson(item.code().value(), item.value())).toList();
      case ContentXml.History _ -> List.of();
    };
  }
}
