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
import renkei.gateway.local.Fields;
import renkei.gateway.local.LineWords;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.ReplicaLoads;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Language;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ReplicaImport.Load;
import renkei.tenantstore.replica.Replica;

/** Replicas (副本): loading them, and reading them back. */
@Path("/tenants/{tenant}/replicas/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplicasResource {

  private static final Form<Load> LOAD =
      new Form<>(
          text ->
              switch (text) {
                case "full" -> Load.FULL;
                case "difference" -> Load.DIFFERENCE;
                default -> throw new IllegalArgumentException("no kind of load");
              },
          new Phrase("full or difference", "full 又は difference"));

  private final ReplicaLoads replicas;

  ReplicasResource(ReplicaLoads replicas) {
    this.replicas = replicas;
  }

  /**
   * What a load did; the problem details of RFC 9457 if it broke off, and what is committed stays.
   *
   * @param committed lines dealt with for good: applied, unchanged and superseded together
   * @param applied lines that stand now
   * @param unchanged lines that say what stood already
   * @param superseded lines overtaken by something newer
   * @param nameless lines of the refused that do not say whom they are about
   * @param forbidden findings of a number that must not be sent, listed or not
   */
  public record Receipt(
      Optional<String> type,
      Optional<String> title,
      Optional<Integer> status,
      Optional<String> detail,
      Optional<String> error,
      long received,
      long committed,
      long applied,
      long unchanged,
      long superseded,
      long refused,
      long nameless,
      long forbidden,
      List<Finding> errors,
      long errorsOmitted) {

    private static Receipt of(
        Optional<Problem> problem,
        ImportReceipt receipt,
        Optional<Layout> layout,
        Language language) {
      return new Receipt(
          problem.map(Problem::type),
          problem.map(Problem::title),
          problem.map(Problem::status),
          problem.map(Problem::detail),
          problem.map(Problem::error),
          receipt.received(),
          receipt.committed().total(),
          receipt.committed().applied(),
          receipt.committed().unchanged(),
          receipt.committed().superseded(),
          receipt.refused(),
          receipt.nameless(),
          receipt.forbidden(),
          receipt.errors().stream().map(error -> Finding.of(error, layout, language)).toList(),
          receipt.errorsOmitted());
    }
  }

  /**
   * One refused line.
   *
   * @param item the column it is about; empty if it is about the whole line
   * @param name what the layout calls the item
   * @param error the code of the rule that was broken, which does not change
   * @param expected what the item or the line must be
   */
  public record Finding(
      long line, String item, Optional<String> name, String error, String expected) {

    private static Finding of(ImportError error, Optional<Layout> layout, Language language) {
      return new Finding(
          error.line(),
          error.item(),
          layout
              .flatMap(known -> LineWords.name(known, error.item()))
              .map(name -> name.in(language)),
          error.objection().rule().code(),
          LineWords.expected(error.objection()).in(language));
    }
  }

  /** A replica as it was registered. */
  public record Registered(
      String informationCode,
      String edition,
      LocalDate asOf,
      long replicaVersion,
      List<ItemJson> items) {

    private static Registered of(Replica replica) {
      return new Registered(
          replica.information().value(),
          replica.edition().value(),
          replica.asOf(),
          replica.version(),
          replica.items().stream()
              .map(item -> new ItemJson(item.code().value(), item.value()))
              .toList());
    }
  }

  /** Loads replicas from CSV, read as it comes; good lines are committed, bad ones reported. */
  @POST
  @Consumes("text/csv")
  @AllowedTo(CallerRole.BACKEND)
  public Response load(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @QueryParam("load") @Nullable String load,
      @HeaderParam("Accept-Language") @Nullable String languages,
      InputStream csv) {
    Load kind = Fields.required("load", load, LOAD);
    Language language = Language.of(Optional.ofNullable(languages));
    Optional<Layout> layout = replicas.layout(information, edition);
    return switch (replicas.load(tenant, information, edition, kind, csv)) {
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

  private static Response told(Response.ResponseBuilder response, Language language) {
    return response
        .header("Content-Language", language.tag())
        .header("Vary", "Accept-Language")
        .build();
  }

  /** Reads one replica back. */
  @GET
  @Path("/{addresseeNumber}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Registered find(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    return Registered.of(replicas.find(tenant, information, edition, addressee));
  }
}
