package renkei.gateway.local.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.BatchId;
import renkei.codebook.CampaignId;
import renkei.codebook.Consent;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.LaneRule;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RecordSearchForm;
import renkei.gateway.local.Records;
import renkei.gateway.local.StaffActions;
import renkei.gateway.staff.Right;
import renkei.tenantstore.record.ExchangeRecord;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordSearch;
import renkei.tenantstore.record.SignedHead;

/** Exchange records (情報提供等記録) and the proofs that none was changed. */
@Path("/tenants/{tenant}/records")
public final class RecordsResource {

  private final Records records;
  private final StaffActions staff;
  private final JsonBody json;

  @Context private @Nullable HttpServletRequest request;

  RecordsResource(Records records, StaffActions staff, JsonBody json) {
    this.records = records;
    this.staff = staff;
    this.json = json;
  }

  /** One record of what was given. */
  public record GivenLine(LocalDate asOf, long version) {

    private static GivenLine of(Exchange.GivenRecord given) {
      return new GivenLine(given.asOf(), given.version());
    }
  }

  /**
   * Which items and records were asked for, and on what terms.
   *
   * @param items left out if all
   * @param consentGiven the day of it
   * @param notDisclosed there if the inquirer keeps the exchange from the person (照会側不開示)
   */
  public record Chosen(
      Optional<List<String>> items,
      String condition,
      Optional<String> edition,
      Optional<String> inquirerFor,
      Optional<String> providerFor,
      Optional<String> consent,
      Optional<LocalDate> consentGiven,
      Optional<Boolean> notDisclosed) {

    private static Chosen of(Exchange.Choice choice) {
      Terms terms = choice.terms();
      return new Chosen(
          items(choice.items()),
          terms.condition().text(),
          terms.edition().map(Edition::value),
          terms.delegation().inquirerFor().map(AgencyCode::value),
          terms.delegation().providerFor().map(AgencyCode::value),
          terms.consent().map(consent -> consent.basis().value()),
          terms.consent().flatMap(Consent::given),
          Optional.of(terms.notDisclosed()).filter(hidden -> hidden));
    }

    private static Optional<List<String>> items(ItemChoice items) {
      return switch (items) {
        case ItemChoice.All _ -> Optional.empty();
        case ItemChoice.Some(var codes) ->
            Optional.of(codes.stream().map(ItemCode::value).toList());
      };
    }
  }

  /**
   * One record; it does not say whom it is about.
   *
   * @param choice left out in records of before it went on record
   * @param department who asked, as the local system said; in the inquirer's own record alone
   * @param notDisclosed there if the provider keeps the exchange from the person (提供側不開示)
   */
  public record Line(
      String recordId,
      String role,
      String inquiryId,
      String exchangeId,
      Optional<String> permitId,
      String inquirer,
      String provider,
      String purpose,
      Optional<String> affair,
      String procedure,
      String information,
      Optional<Chosen> choice,
      Optional<String> lane,
      Optional<String> laneRule,
      Optional<String> batch,
      Optional<String> campaign,
      Optional<String> environment,
      Optional<Long> list,
      Optional<String> row,
      Optional<String> department,
      Optional<String> user,
      String outcome,
      Optional<String> reason,
      Optional<String> edition,
      Optional<List<GivenLine>> records,
      Optional<Boolean> notDisclosed,
      Optional<Instant> askedAt,
      Instant at) {

    private static Line of(ExchangeRecord line) {
      Exchange exchange = line.exchange();
      Exchange.Asked asked = exchange.asked();
      Exchange.Circumstances how = exchange.handling().circumstances();
      Exchange.Told told = exchange.told();
      return new Line(
          line.id().toString(),
          exchange.role().name(),
          exchange.inquiry().toString(),
          exchange.id().toString(),
          exchange.permit().map(PermitId::toString),
          exchange.inquirer().value(),
          exchange.provider().value(),
          asked.purpose().name(),
          asked.affair().map(AffairCode::value),
          asked.procedure().value(),
          asked.information().value(),
          exchange.choice().map(Chosen::of),
          exchange.handling().lane().map(Lane::name),
          how.rule().map(LaneRule::value),
          how.batch().map(BatchId::toString),
          how.campaign().map(CampaignId::value),
          how.environment().map(Environment::name),
          exchange.handling().list(),
          exchange.handling().row().map(PermissionRowId::value),
          how.by().department(),
          how.by().user(),
          told.outcome().name(),
          told.reason().map(Reason::value),
          told.given().map(given -> given.edition().value()),
          told.given().map(given -> given.records().stream().map(GivenLine::of).toList()),
          Optional.of(told.notDisclosed()).filter(hidden -> hidden),
          told.askedAt(),
          told.at());
    }
  }

  /**
   * The signed head of the hash tree.
   *
   * @param signature base64
   * @param certificates base64 of DER, the signer's first
   */
  public record Head(
      String tenant,
      long size,
      String root,
      Instant signedAt,
      String algorithm,
      String signature,
      List<String> certificates) {

    private static Head of(SignedHead head) {
      Base64.Encoder base64 = Base64.getEncoder();
      return new Head(
          head.tenant().value(),
          head.size(),
          head.root(),
          head.signedAt(),
          head.signature().algorithm(),
          base64.encodeToString(head.signature().value()),
          head.chain().stream().map(Head::der).map(base64::encodeToString).toList());
    }

    private static byte[] der(X509Certificate certificate) {
      try {
        return certificate.getEncoded();
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate that was read cannot be written", e);
      }
    }
  }

  /** The proof that one record is under a signed head. */
  public record Proof(Head head, String leaf, long index, List<String> path) {

    private static Proof of(RecordProof proof) {
      return new Proof(Head.of(proof.head()), proof.leaf(), proof.index(), proof.path());
    }

    /** Hides the record. */
    @Override
    public String toString() {
      return "Proof[" + index + "]";
    }
  }

  /** All records of one role, oldest first, one a line. */
  @GET
  @Produces("application/x-ndjson")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public StreamingOutput list(
      @PathParam("tenant") TenantId tenant, @QueryParam("role") @Nullable String role) {
    Role side = Fields.word("role", role, Role.class);
    return stream(
        tenant,
        (found, line) -> found.forEach(side, each -> line.accept(json.line(Line.of(each)))));
  }

  /** What is looked for, as {@link RecordSearchForm} says. */
  public record Searched(
      @Nullable String addresseeNumber,
      @Nullable String procedure,
      @Nullable String information,
      @Nullable String role,
      @Nullable String from,
      @Nullable String to,
      @Nullable String after) {

    private RecordSearchForm form() {
      return new RecordSearchForm(addresseeNumber, procedure, information, role, from, to, after);
    }

    /** Hides who is looked for. */
    @Override
    public String toString() {
      return "Searched[****]";
    }
  }

  /**
   * Some of the records that were found, the newest first.
   *
   * @param next to be given as {@code after} if there may be more
   */
  public record Found(List<Line> records, Optional<String> next) {

    private static Found of(RecordSearch.Page page) {
      return new Found(
          page.records().stream().map(Line::of).toList(), page.next().map(RecordId::toString));
    }
  }

  /** Looks for records: in a body, so that no number of a person stands in an address. */
  @POST
  @Path("/search")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.STAFF)
  public Found search(@PathParam("tenant") TenantId tenant, Searched searched) {
    return Found.of(records.search(tenant, searched.form()));
  }

  /** Everything under the newest head, to be checked offline; contains personal data. */
  @GET
  @Path("/export")
  @Produces(MediaType.TEXT_PLAIN)
  @AllowedTo(CallerRole.STAFF)
  public StreamingOutput export(@PathParam("tenant") TenantId tenant) {
    return stream(
        tenant,
        (found, line) -> found.export(text -> line.accept(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** The newest signed head. */
  @GET
  @Path("/head")
  @Produces(MediaType.APPLICATION_JSON)
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Head head(@PathParam("tenant") TenantId tenant) {
    return Head.of(records.head(tenant));
  }

  /** The proof of one record; it contains the record, which is sealed now if it was not yet. */
  @GET
  @Path("/proof/{recordId}")
  @Produces(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.STAFF)
  public Proof proof(
      @PathParam("tenant") TenantId tenant, @PathParam("recordId") RecordId recordId) {
    return Proof.of(records.prove(tenant, recordId));
  }

  /** Keeps a record from being shown to the person it is about (不開示). */
  @PUT
  @Path("/hidden/{recordId}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void hide(
      @PathParam("tenant") TenantId tenant,
      @PathParam("recordId") RecordId recordId,
      @Context SecurityContext by) {
    staff.hide(tenant, StaffContext.actor(by), recordId);
  }

  /** Lets a record be shown again. */
  @DELETE
  @Path("/hidden/{recordId}")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public void show(
      @PathParam("tenant") TenantId tenant,
      @PathParam("recordId") RecordId recordId,
      @Context SecurityContext by) {
    staff.show(tenant, StaffContext.actor(by), recordId);
  }

  private StreamingOutput stream(
      TenantId tenant, BiConsumer<ExchangeRecords, Consumer<byte[]>> source) {
    return new RecordStream(
        request, lines -> records.read(tenant, found -> source.accept(found, lines)));
  }
}
