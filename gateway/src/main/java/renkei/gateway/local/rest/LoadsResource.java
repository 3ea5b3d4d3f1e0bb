package renkei.gateway.local.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.ReplicaLoads;
import renkei.gateway.local.RequestError;
import renkei.gateway.local.StaffActions;
import renkei.gateway.local.rest.ReplicasResource.Receipt;
import renkei.gateway.staff.Right;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Language;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadFormat;
import renkei.tenantstore.load.LoadStatus;

/** Loads of replicas (副本) in parts, what became of each load, and what staff decide about it. */
@Path("/tenants/{tenant}/loads")
@Produces(MediaType.APPLICATION_JSON)
public final class LoadsResource {

  private static final String JSON_LINES = "application/x-ndjson";

  private static final String JOSE = "application/jose";

  private static final int MOST_PARTS = 10_000;

  private static final Form<Integer> PART =
      new Form<>(
          text -> {
            int part = Integer.parseInt(text);
            if (part < 1 || part > MOST_PARTS) {
              throw new IllegalArgumentException("no part");
            }
            return part;
          },
          new Phrase("a number from 1 to " + MOST_PARTS, "1～" + MOST_PARTS + " の番号"));

  private final ReplicaLoads replicas;
  private final StaffActions staff;

  LoadsResource(ReplicaLoads replicas, StaffActions staff) {
    this.replicas = replicas;
    this.staff = staff;
  }

  /** A load that is to come in parts: its words are those of a load at once. */
  public record Opening(
      @Nullable String informationCode,
      @Nullable String edition,
      @Nullable String mode,
      @Nullable String load,
      @Nullable String missing,
      @Nullable String coversFrom,
      @Nullable String coversTo,
      @Nullable String system,
      @Nullable String sourceVersion) {}

  /**
   * The end of a load.
   *
   * @param parts how many it has
   */
  public record Ending(@Nullable Integer parts) {}

  /**
   * A load.
   *
   * @param coversFrom the first day of which a full load says everything; empty if of all
   * @param parts that came, whole or not
   * @param receipt of one that came whole
   */
  public record KnownLoad(
      String batch,
      String informationCode,
      String edition,
      String mode,
      String load,
      Optional<String> missing,
      Optional<LocalDate> coversFrom,
      Optional<LocalDate> coversTo,
      String state,
      Instant openedAt,
      List<Part> parts,
      Optional<Receipt> receipt) {}

  /**
   * A part of a load.
   *
   * @param records how many of it are kept
   * @param complete whether it came whole
   */
  public record Part(int part, long records, boolean complete) {

    private static Part of(LoadStatus.Part part) {
      return new Part(part.part(), part.records(), part.complete());
    }
  }

  /** What came of a part; the problem details of RFC 9457 if it broke off. */
  public record PartTaken(
      Optional<String> type,
      Optional<String> title,
      Optional<Integer> status,
      Optional<String> detail,
      Optional<String> error,
      Part part,
      Receipt soFar) {}

  /** The newest loads. */
  public record KnownLoads(List<KnownLoad> loads) {}

  /** The newest loads; without their receipts. */
  @GET
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public KnownLoads list(@PathParam("tenant") TenantId tenant) {
    return new KnownLoads(
        replicas.loads(tenant).stream().map(status -> known(status, Optional.empty())).toList());
  }

  /** Begins a load in parts; the same again is a no-op. */
  @PUT
  @Path("/{batch}")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.BACKEND)
  public KnownLoad open(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @HeaderParam("Accept-Language") @Nullable String languages,
      Opening opening) {
    InformationCode information =
        Fields.required("informationCode", opening.informationCode(), Forms.INFORMATION);
    Edition edition = Fields.required("edition", opening.edition(), Forms.EDITION);
    Load load =
        new LoadParameters(
                opening.mode(),
                opening.load(),
                opening.missing(),
                opening.coversFrom(),
                opening.coversTo(),
                batch.value(),
                opening.system(),
                opening.sourceVersion())
            .read(replicas.layout(information, edition));
    return told(replicas.open(tenant, information, edition, load), languages);
  }

  /** What is known of a load. */
  @GET
  @Path("/{batch}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public KnownLoad find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @HeaderParam("Accept-Language") @Nullable String languages) {
    return told(replicas.load(tenant, batch), languages);
  }

  /** Gives up a load that does not count yet. */
  @DELETE
  @Path("/{batch}")
  @AllowedTo(CallerRole.BACKEND)
  public void abandon(@PathParam("tenant") TenantId tenant, @PathParam("batch") Load.Batch batch) {
    replicas.abandon(tenant, batch);
  }

  /** Takes one part; one that was cut is sent again from its beginning. */
  @PUT
  @Path("/{batch}/parts/{part}")
  @Consumes({"text/csv", JSON_LINES})
  @TakesGzip
  @AllowedTo(CallerRole.BACKEND)
  public Response part(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @PathParam("part") String part,
      @HeaderParam("Content-Type") @Nullable String type,
      @HeaderParam("Content-Encoding") @Nullable String coding,
      @HeaderParam("Accept-Language") @Nullable String languages,
      InputStream in) {
    Language language = Language.of(Optional.ofNullable(languages));
    InputStream plain = "gzip".equalsIgnoreCase(coding) ? new GzipBody(in) : in;
    LoadFormat format =
        type != null && type.toLowerCase(Locale.ROOT).startsWith(JSON_LINES)
            ? LoadFormat.JSON_LINES
            : LoadFormat.CSV;
    int number = Fields.required("part", part, PART);
    return switch (replicas.part(tenant, batch, number, format, plain)) {
      case ReplicaLoads.PartLoaded.Whole(LoadStatus.Part kept, ImportReceipt soFar) ->
          ReplicasResource.told(
              Response.ok(taken(Optional.empty(), kept, soFar, language)), language);
      case ReplicaLoads.PartLoaded.BrokenOff(var kept, var soFar, RequestError error) ->
          brokenOff(
              taken(Optional.of(Problem.of(error, language)), kept, soFar, language),
              error,
              language);
    };
  }

  private static PartTaken taken(
      Optional<Problem> problem, LoadStatus.Part kept, ImportReceipt soFar, Language language) {
    return new PartTaken(
        problem.map(Problem::type),
        problem.map(Problem::title),
        problem.map(Problem::status),
        problem.map(Problem::detail),
        problem.map(Problem::error),
        Part.of(kept),
        Receipt.of(Optional.empty(), soFar, Optional.empty(), language));
  }

  private static Response brokenOff(PartTaken taken, RequestError error, Language language) {
    Response.ResponseBuilder response =
        Response.status(HttpStatus.of(error)).type(Problem.MEDIA_TYPE).entity(taken);
    if (error == RequestError.UNAVAILABLE) {
      response.header("Retry-After", RefusedException.RETRY.toSeconds());
    }
    return ReplicasResource.told(response, language);
  }

  /** Ends a load: all of it counts at once, or waits for two, or is looked at. */
  @POST
  @Path("/{batch}")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.BACKEND)
  public KnownLoad finish(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @HeaderParam("Accept-Language") @Nullable String languages,
      Ending ending) {
    int parts =
        Fields.required("parts", ending.parts() == null ? null : ending.parts().toString(), PART);
    return told(replicas.finish(tenant, batch, parts), languages);
  }

  /** The receipt, signed in the municipality's name. */
  @GET
  @Path("/{batch}/receipt")
  @Produces(JOSE)
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Response receipt(
      @PathParam("tenant") TenantId tenant, @PathParam("batch") Load.Batch batch) {
    return Response.ok(replicas.receipt(tenant, batch)).type(JOSE).build();
  }

  /** Approves a load that changes much. */
  @POST
  @Path("/{batch}/approval")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public KnownLoad approve(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @HeaderParam("Accept-Language") @Nullable String languages,
      @Context SecurityContext by) {
    staff.approveLoad(tenant, StaffContext.actor(by), batch);
    return told(replicas.load(tenant, batch), languages);
  }

  /** Makes a load count that was a test and was signed off. */
  @POST
  @Path("/{batch}/release")
  @AllowedTo(value = CallerRole.STAFF, right = Right.DECIDE)
  public KnownLoad release(
      @PathParam("tenant") TenantId tenant,
      @PathParam("batch") Load.Batch batch,
      @HeaderParam("Accept-Language") @Nullable String languages,
      @Context SecurityContext by) {
    staff.releaseLoad(tenant, StaffContext.actor(by), batch);
    return told(replicas.load(tenant, batch), languages);
  }

  private KnownLoad told(LoadStatus status, @Nullable String languages) {
    Optional<Layout> layout = replicas.layout(status.information(), status.edition());
    Language language = Language.of(Optional.ofNullable(languages));
    return known(
        status,
        status.receipt().map(receipt -> Receipt.of(Optional.empty(), receipt, layout, language)));
  }

  private static KnownLoad known(LoadStatus status, Optional<Receipt> receipt) {
    Load load = status.load();
    Optional<Load.Scope.Full> full =
        Optional.of(load.scope())
            .filter(Load.Scope.Full.class::isInstance)
            .map(Load.Scope.Full.class::cast);
    return new KnownLoad(
        load.batch().value(),
        status.information().value(),
        status.edition().value(),
        word(load.mode()),
        full.isPresent() ? "full" : "difference",
        full.map(scope -> word(scope.missing())),
        full.flatMap(Load.Scope.Full::covers).map(Load.Covers::first),
        full.flatMap(Load.Scope.Full::covers).map(Load.Covers::last),
        status.state().name(),
        status.openedAt(),
        status.parts().stream().map(Part::of).toList(),
        receipt);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
