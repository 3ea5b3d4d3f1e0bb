package renkei.gateway.local.rest;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.Inquiries;
import renkei.gateway.local.InquiryForm;
import renkei.gateway.local.InquiryReport;
import renkei.gateway.local.InquiryTaken;
import renkei.gateway.wording.Forms;
import renkei.tenantstore.Result;

/** Inquiries (情報照会) of local systems, and what came of them. */
@Path("/tenants/{tenant}/inquiries")
@Produces(MediaType.APPLICATION_JSON)
public final class InquiriesResource {

  private final Inquiries inquiries;

  InquiriesResource(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** What is asked, as {@link InquiryForm} says. */
  public record Asked(
      @Nullable String localId,
      @Nullable String addresseeNumber,
      @Nullable String affair,
      @Nullable String procedure,
      @Nullable String information,
      @Nullable String provider,
      @Nullable String lane,
      @Nullable String deadline) {

    private InquiryForm form() {
      return new InquiryForm(
          localId, addresseeNumber, affair, procedure, information, provider, lane, deadline);
    }

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
      String inquiryId, String state, Optional<String> outcome, Optional<String> reason) {

    private static Taken of(InquiryTaken taken) {
      return switch (taken) {
        case InquiryTaken.UnderWay(InquiryId id, InquiryState state) ->
            new Taken(id.toString(), state.name(), Optional.empty(), Optional.empty());
        case InquiryTaken.NotPermitted(InquiryId id, Reason reason) ->
            new Taken(
                id.toString(),
                InquiryState.FINISHED.name(),
                Optional.of(Outcome.REFUSED.name()),
                Optional.of(reason.value()));
      };
    }
  }

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

    private static Status of(InquiryReport report) {
      InquiryStatus status = report.status();
      Optional<Result> result = report.content().map(InquiryReport.Content::result);
      return new Status(
          status.id().toString(),
          status.localId().value(),
          status.state().name(),
          report.exchange().outcome().map(Outcome::name),
          report.exchange().reason().map(Reason::value),
          report.exchange().askingAgainHelps(),
          result.map(Result::asOf),
          result.map(found -> found.edition().value()),
          result.map(Result::replicaVersion),
          report.content().flatMap(InquiryReport.Content::items).map(ItemJson::of));
    }

    /** Hides the content. */
    @Override
    public String toString() {
      return "Status[" + inquiryId + ", " + state + "]";
    }
  }

  /** One of one's own inquiries, without its content. */
  public record Listed(
      String inquiryId,
      String localId,
      String state,
      Optional<String> outcome,
      Optional<String> reason,
      Optional<Boolean> askingAgainHelps,
      Instant deadline) {

    private static Listed of(InquiryStatus status) {
      InquiryStatus.OfExchange exchange = InquiryReport.only(status);
      return new Listed(
          status.id().toString(),
          status.localId().value(),
          status.state().name(),
          exchange.outcome().map(Outcome::name),
          exchange.reason().map(Reason::value),
          exchange.askingAgainHelps(),
          status.deadline());
    }

    /** Hides the local system's name for it. */
    @Override
    public String toString() {
      return "Listed[" + inquiryId + ", " + state + "]";
    }
  }

  /**
   * Some of one's own inquiries, the newest first.
   *
   * @param next to be given as {@code after} if there are more
   */
  public record OwnInquiries(List<Listed> inquiries, Optional<String> next) {

    private static OwnInquiries of(InquiryStatus.Page page) {
      return new OwnInquiries(
          page.inquiries().stream().map(Listed::of).toList(), page.next().map(InquiryId::toString));
    }
  }

  /** One's own inquiries, or the one of that name. */
  @GET
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public OwnInquiries list(
      @PathParam("tenant") TenantId tenant,
      @QueryParam("localId") @Nullable String localId,
      @QueryParam("after") @Nullable String after) {
    Optional<LocalId> name = Fields.optional("localId", localId, Forms.LOCAL_ID);
    Optional<InquiryId> seen = Fields.optional("after", after, Forms.INQUIRY_ID);
    return OwnInquiries.of(
        name.map(
                wanted ->
                    new InquiryStatus.Page(
                        inquiries.find(tenant, wanted).stream().toList(), Optional.empty()))
            .orElseGet(() -> inquiries.page(tenant, seen)));
  }

  /** Takes an inquiry; what it answers is durable. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Response ask(@PathParam("tenant") TenantId tenant, Asked asked) {
    return Response.accepted(Taken.of(inquiries.take(tenant, asked.form()))).build();
  }

  /** Where an inquiry stands; waits for its outcome if asked to. */
  @GET
  @Path("/{inquiryId}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Status find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("inquiryId") InquiryId inquiry,
      @QueryParam("wait") @DefaultValue("PT0S") String wait) {
    return Status.of(
        inquiries.find(tenant, inquiry, Fields.duration("wait", wait, Inquiries.LONGEST_WAIT)));
  }
}
