package renkei.gateway.local.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.LineWords;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.ReplicaLoads;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Language;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.load.DifferenceReport;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadLine;
import renkei.tenantstore.replica.Registered;
import renkei.tenantstore.replica.Replica;

/** Replicas (副本): loading them, and reading them back. */
@Path("/tenants/{tenant}/replicas/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplicasResource {

  private final ReplicaLoads replicas;

  ReplicasResource(ReplicaLoads replicas) {
    this.replicas = replicas;
  }

  /**
   * What a load did; the problem details of RFC 9457 if it broke off, and then nothing stands.
   *
   * @param state {@code RELEASED} if the load stands; nothing of it does before
   * @param received lines behind the header
   * @param records of {@code PUT} with their {@code ADD}s, of {@code DELETE}, and lines that belong
   *     to none: the sum of applied, unchanged, overtaken and refused
   * @param applied records that stand now
   * @param unchanged records that say what stood already
   * @param overtaken records overtaken by something newer
   * @param deleted records that were ended because a full load does not name them
   * @param nameless records of the refused that do not say whom they are about
   * @param forbidden findings of a number that must not be sent, listed or not
   * @param changed records that stood before with another content
   * @param renamed of these, records whose name or birth date changes
   * @param ended records that stood before and that lines of the load end
   * @param difference of a load in test mode: what it would change
   */
  public record Receipt(
      Optional<String> type,
      Optional<String> title,
      Optional<Integer> status,
      Optional<String> detail,
      Optional<String> error,
      String batch,
      String state,
      long received,
      long records,
      long applied,
      long unchanged,
      long overtaken,
      long deleted,
      long refused,
      long nameless,
      long forbidden,
      List<Finding> errors,
      long errorsOmitted,
      List<Overtaken> overtakenLines,
      long changed,
      long renamed,
      long ended,
      Optional<Difference> difference) {

    static Receipt of(
        Optional<Problem> problem,
        ImportReceipt receipt,
        Optional<Layout> layout,
        Language language) {
      ImportReceipt.Counts counts = receipt.counts();
      return new Receipt(
          problem.map(Problem::type),
          problem.map(Problem::title),
          problem.map(Problem::status),
          problem.map(Problem::detail),
          problem.map(Problem::error),
          receipt.batch(),
          receipt.state().name(),
          receipt.received(),
          counts.records(),
          counts.applied(),
          counts.unchanged(),
          counts.overtaken(),
          counts.deleted(),
          counts.refused(),
          receipt.nameless(),
          receipt.forbidden(),
          receipt.errors().stream().map(error -> Finding.of(error, layout, language)).toList(),
          receipt.errorsOmitted(),
          receipt.overtaken().stream().map(Overtaken::of).toList(),
          receipt.touched().changed(),
          receipt.touched().renamed(),
          receipt.touched().ended(),
          receipt.difference().map(Difference::of));
    }
  }

  /**
   * A record that another one of the same load overtook, each by its first line.
   *
   * @param part in which the line is, of a load in parts; empty of the first, and {@code byPart}
   *     likewise
   */
  public record Overtaken(long line, long by, Optional<Integer> part, Optional<Integer> byPart) {

    private static Overtaken of(ImportReceipt.Overtaken one) {
      LoadLine line = LoadLine.of(one.line());
      LoadLine by = LoadLine.of(one.by());
      return new Overtaken(line.line(), by.line(), partOf(line), partOf(by));
    }
  }

  private static Optional<Integer> partOf(LoadLine line) {
    return Optional.of(line.part()).filter(part -> part > 1);
  }

  /** What a load in test mode would change, in people. */
  public record Difference(
      Optional<String> comparedTo,
      long newPeople,
      long missingPeople,
      long sameCount,
      long fewerRecords,
      long moreRecords) {

    private static Difference of(DifferenceReport report) {
      return new Difference(
          report.comparedTo().map(Edition::value),
          report.newPeople(),
          report.missingPeople(),
          report.sameCount(),
          report.fewerRecords(),
          report.moreRecords());
    }
  }

  /**
   * One refused line.
   *
   * @param part in which the line is, of a load in parts; empty of the first
   * @param item the column it is about; empty if it is about the whole line
   * @param name what the layout calls the item
   * @param error the code of the rule that was broken, which does not change
   * @param expected what the item or the line must be
   */
  public record Finding(
      long line,
      Optional<Integer> part,
      String item,
      Optional<String> name,
      String error,
      String expected) {

    private static Finding of(ImportError error, Optional<Layout> layout, Language language) {
      return new Finding(
          LoadLine.of(error.line()).line(),
          partOf(LoadLine.of(error.line())),
          error.item(),
          layout
              .flatMap(known -> LineWords.name(known, error.item()))
              .map(name -> name.in(language)),
          error.objection().rule().code(),
          LineWords.expected(error.objection()).in(language));
    }
  }

  /** The records of a person as they were registered. */
  public record RecordsOfPerson(
      String informationCode, String edition, List<RegisteredRecord> records) {}

  /**
   * One of them.
   *
   * @param key empty where a person has one record
   * @param sequence by which its source orders the record's states
   * @param system that wrote it, and {@code sourceVersion} of its data, as far as the load said
   */
  public record RegisteredRecord(
      Optional<String> key,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      LocalDate asOf,
      long sequence,
      long replicaVersion,
      String batch,
      Optional<String> system,
      Optional<String> sourceVersion,
      List<RecordJson.Item> items,
      List<RecordJson.Group> groups) {

    private static RegisteredRecord of(Registered registered) {
      Replica replica = registered.replica();
      RecordJson content = RecordJson.of(replica.content());
      return new RegisteredRecord(
          said(replica.key().value()),
          replica.dates().validFrom(),
          replica.dates().validTo(),
          replica.dates().asOf(),
          registered.sequence(),
          replica.version(),
          registered.origin().batch(),
          said(registered.origin().system()),
          said(registered.origin().sourceVersion()),
          content.items(),
          content.groups());
    }

    private static Optional<String> said(String text) {
      return Optional.of(text).filter(some -> !some.isEmpty());
    }

    /** Hides the content. */
    @Override
    public String toString() {
      return "RegisteredRecord[****]";
    }
  }

  /**
   * Loads replicas from CSV, read as it comes: good records count at its end, bad ones are told.
   */
  @POST
  @Consumes("text/csv")
  @AllowedTo(CallerRole.BACKEND)
  public Response load(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("load") @Nullable String load,
      @QueryParam("missing") @Nullable String missing,
      @QueryParam("coversFrom") @Nullable String coversFrom,
      @QueryParam("coversTo") @Nullable String coversTo,
      @QueryParam("batch") @Nullable String batch,
      @QueryParam("system") @Nullable String system,
      @QueryParam("sourceVersion") @Nullable String sourceVersion,
      @HeaderParam("Accept-Language") @Nullable String languages,
      InputStream csv) {
    LoadParameters parameters =
        new LoadParameters(mode, load, missing, coversFrom, coversTo, batch, system, sourceVersion);
    Language language = Language.of(Optional.ofNullable(languages));
    Optional<Layout> layout = replicas.layout(information, edition);
    Load how = parameters.read(layout);
    return switch (replicas.load(tenant, information, edition, how, csv)) {
      case ReplicaLoads.Loaded.Whole(ImportReceipt receipt) ->
          told(Response.ok(Receipt.of(Optional.empty(), receipt, layout, language)), language);
      case ReplicaLoads.Loaded.BrokenOff(ImportReceipt receipt, RequestError error) ->
          brokenOff(
              Receipt.of(Optional.of(Problem.of(error, language)), receipt, layout, language),
              error,
              language);
    };
  }

  private static Response brokenOff(Receipt receipt, RequestError error, Language language) {
    Response.ResponseBuilder response =
        Response.status(HttpStatus.of(error)).type(Problem.MEDIA_TYPE).entity(receipt);
    if (error == RequestError.UNAVAILABLE) {
      response.header("Retry-After", RefusedException.RETRY.toSeconds());
    }
    return told(response, language);
  }

  static Response told(Response.ResponseBuilder response, Language language) {
    return response
        .header("Content-Language", language.tag())
        .header("Vary", "Accept-Language")
        .build();
  }

  /** Reads the records of one person back. */
  @GET
  @Path("/{addresseeNumber}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public RecordsOfPerson find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    return new RecordsOfPerson(
        information.value(),
        edition.value(),
        replicas.find(tenant, information, edition, addressee).stream()
            .map(RegisteredRecord::of)
            .toList());
  }
}
