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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.ReplicaLoads;
import renkei.gateway.local.RequestError;
import renkei.tenantstore.ImportError;
import renkei.tenantstore.ImportReceipt;
import renkei.tenantstore.Replica;
import renkei.tenantstore.ReplicaImport.Load;

/** Replicas (副本): loading them, and reading them back. */
@Path("/tenants/{tenant}/replicas/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplicasResource {

  private final ReplicaLoads replicas;

  ReplicasResource(ReplicaLoads replicas) {
    this.replicas = replicas;
  }

  /**
   * What a load did.
   *
   * @param error set if the load broke off; what is committed stays
   * @param committed lines dealt with for good: applied, unchanged and superseded together
   * @param applied lines that stand now
   * @param unchanged lines that say what stood already
   * @param superseded lines overtaken by something newer
   * @param nameless lines of the refused that do not say whom they are about
   * @param forbidden findings of a number that must not be sent, listed or not
   */
  public record Receipt(
      Optional<String> error,
      Optional<String> message,
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

    private static Receipt of(Optional<RequestError> error, ImportReceipt receipt) {
      return new Receipt(
          error.map(RequestError::code),
          error.map(RequestError::advice),
          receipt.received(),
          receipt.committed().total(),
          receipt.committed().applied(),
          receipt.committed().unchanged(),
          receipt.committed().superseded(),
          receipt.refused(),
          receipt.nameless(),
          receipt.forbidden(),
          receipt.errors().stream().map(Finding::of).toList(),
          receipt.errorsOmitted());
    }
  }

  /** One refused line. */
  public record Finding(long line, String item, String reason) {

    private static Finding of(ImportError error) {
      return new Finding(error.line(), error.item(), error.reason());
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
      @HeaderParam("Content-Type") MediaType type,
      InputStream csv) {
    Load kind =
        Fields.word("load", load == null ? null : load.toUpperCase(Locale.ROOT), Load.class);
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    if (!charset.equalsIgnoreCase("utf-8")) {
      throw new RefusedException(RequestError.UNSUPPORTED_MEDIA_TYPE, "CSV must be UTF-8");
    }
    return switch (replicas.load(tenant, information, edition, kind, csv)) {
      case ReplicaLoads.Loaded.Whole(ImportReceipt receipt) ->
          Response.ok(Receipt.of(Optional.empty(), receipt)).build();
      case ReplicaLoads.Loaded.BrokenOff(ImportReceipt receipt, RequestError error) ->
          brokenOff(receipt, error);
    };
  }

  private static Response brokenOff(ImportReceipt receipt, RequestError error) {
    Response.ResponseBuilder response =
        Response.status(HttpStatus.of(error)).entity(Receipt.of(Optional.of(error), receipt));
    if (error == RequestError.UNAVAILABLE) {
      response.header("Retry-After", RefusedException.RETRY.toSeconds());
    }
    return response.build();
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
