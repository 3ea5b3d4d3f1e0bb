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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.gateway.contract.ContentXml;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.Inquiries;
import renkei.gateway.local.InquiryForm;
import renkei.gateway.local.InquiryReport;
import renkei.gateway.local.InquirySearchForm;
import renkei.gateway.local.InquiryTaken;
import renkei.gateway.local.WithdrawalForm;
import renkei.gateway.wording.Forms;

/** Inquiries (情報照会) of local systems, and what came of them. */
@Path("/tenants/{tenant}/inquiries")
@Produces(MediaType.APPLICATION_JSON)
public final class InquiriesResource {

  private final Inquiries inquiries;

  InquiriesResource(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /**
   * What became of handing it in.
   *
   * @param outcome set if all of it was refused at once
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
   * One record of what was provided.
   *
   * @param key what tells it from the person's other records; empty where a person has one
   */
  public record Provided(
      Optional<String> key,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      LocalDate asOf,
      long version,
      List<RecordJson.Item> items,
      List<RecordJson.Group> groups) {

    private static Provided of(ContentXml.OneRecord record) {
      RecordJson content = RecordJson.of(record.content());
      return new Provided(
          Optional.of(record.key().value()).filter(key -> !key.isEmpty()),
          record.validFrom(),
          record.validTo(),
          record.asOf(),
          record.version(),
          content.items(),
          content.groups());
    }

    /** Hides the content and the key. */
    @Override
    public String toString() {
      return "Provided[" + asOf + ", " + version + ", ****]";
    }
  }

  /**
   * Where one exchange stands.
   *
   * @param place its place in the inquiry, from 0
   * @param askingAgainHelps whether a new inquiry may succeed; there exactly with {@code FAILED}
   * @param edition in whose form the records are
   * @param records if the outcome is {@code PROVIDED} and they are still kept
   */
  public record OfExchange(
      String exchangeId,
      int place,
      String state,
      Optional<String> outcome,
      Optional<String> reason,
      Optional<Boolean> askingAgainHelps,
      Optional<String> edition,
      Optional<List<Provided>> records) {

    private static List<OfExchange> all(
        InquiryStatus status, Map<ExchangeId, InquiryReport.Content> contents) {
      List<OfExchange> all = new ArrayList<>();
      for (InquiryStatus.OfExchange exchange : status.exchanges()) {
        all.add(of(exchange, all.size(), Optional.ofNullable(contents.get(exchange.id()))));
      }
      return all;
    }

    private static OfExchange of(
        InquiryStatus.OfExchange exchange, int place, Optional<InquiryReport.Content> content) {
      return new OfExchange(
          exchange.id().toString(),
          place,
          exchange.state().name(),
          exchange.outcome().map(Outcome::name),
          exchange.reason().map(Reason::value),
          exchange.askingAgainHelps(),
          content.map(provided -> provided.edition().value()),
          content
              .flatMap(InquiryReport.Content::records)
              .map(records -> records.stream().map(Provided::of).toList()));
    }

    /** Hides the content. */
    @Override
    public String toString() {
      return "OfExchange[" + exchangeId + ", " + state + "]";
    }
  }

  /** Where an inquiry stands: finished when all its exchanges are. */
  public record Status(
      String inquiryId,
      String localId,
      String state,
      Instant deadline,
      List<OfExchange> exchanges) {

    private static Status of(
        InquiryStatus status, Map<ExchangeId, InquiryReport.Content> contents) {
      return new Status(
          status.id().toString(),
          status.localId().value(),
          status.state().name(),
          status.deadline(),
          OfExchange.all(status, contents));
    }

    /** Hides the local system's name for it, and the content. */
    @Override
    public String toString() {
      return "Status[" + inquiryId + ", " + state + "]";
    }
  }

  /**
   * Some of one's own inquiries, the newest first.
   *
   * @param next to be given as {@code after} if there are more
   */
  public record OwnInquiries(List<Status> inquiries, Optional<String> next) {

    private static OwnInquiries of(InquiryStatus.Page page) {
      return new OwnInquiries(
          page.inquiries().stream().map(status -> Status.of(status, Map.of())).toList(),
          page.next().map(InquiryId::toString));
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
  public Response ask(@PathParam("tenant") TenantId tenant, InquiryForm asked) {
    return Response.accepted(Taken.of(inquiries.take(tenant, asked))).build();
  }

  /** What is looked for, as {@link InquirySearchForm} says. */
  public record Sought(
      @Nullable String addresseeNumber,
      @Nullable String procedure,
      @Nullable String information,
      @Nullable String from,
      @Nullable String to,
      @Nullable String after) {

    private InquirySearchForm form() {
      return new InquirySearchForm(addresseeNumber, procedure, information, from, to, after);
    }

    /** Hides who is looked for. */
    @Override
    public String toString() {
      return "Sought[****]";
    }
  }

  /** Looks for own inquiries: in a body, so that no number of a person stands in an address. */
  @POST
  @Path("/search")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.STAFF)
  public OwnInquiries search(@PathParam("tenant") TenantId tenant, Sought sought) {
    return OwnInquiries.of(inquiries.search(tenant, sought.form()));
  }

  /** Takes back what is not answered yet, and says where the inquiry stands then. */
  @POST
  @Path("/{inquiryId}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Status withdraw(
      @PathParam("tenant") TenantId tenant,
      @PathParam("inquiryId") InquiryId inquiry,
      WithdrawalForm withdrawn) {
    InquiryReport report = inquiries.withdraw(tenant, inquiry, withdrawn);
    return Status.of(report.status(), report.contents());
  }

  /** Where an inquiry stands; waits for its outcome if asked to. */
  @GET
  @Path("/{inquiryId}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Status find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("inquiryId") InquiryId inquiry,
      @QueryParam("wait") @DefaultValue("PT0S") String wait) {
    InquiryReport report =
        inquiries.find(tenant, inquiry, Fields.duration("wait", wait, Inquiries.LONGEST_WAIT));
    return Status.of(report.status(), report.contents());
  }
}
