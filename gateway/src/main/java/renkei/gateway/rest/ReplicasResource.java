package renkei.gateway.rest;

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
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.door.Refusals;
import renkei.tenantstore.ImportError;
import renkei.tenantstore.ImportOutcome;
import renkei.tenantstore.ImportReceipt;
import renkei.tenantstore.Replica;
import renkei.tenantstore.ReplicaImport;
import renkei.tenantstore.ReplicaImport.Load;
import renkei.tenantstore.TenantStore;

/** Replicas (副本): loading them, and reading them back. */
@Path("/tenants/{tenant}/replicas/{information}/{edition}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplicasResource {

  /** Nothing but a database that stands still makes a batch wait that long. */
  private static final Duration BATCH_PATIENCE = Duration.ofMinutes(1);

  private final Aside aside;
  private final TenantStore store;
  private final Refusals refusals;
  private final Turns loads;
  private final Turns bulk;

  /**
   * @param loads how many may come in at once
   * @param bulk how many of their batches may be at the database at once
   */
  ReplicasResource(Aside aside, TenantStore store, Refusals refusals, Turns loads, Turns bulk) {
    this.aside = aside;
    this.store = store;
    this.refusals = refusals;
    this.loads = loads;
    this.bulk = bulk;
  }

  /**
   * What a load did.
   *
   * @param error set if the load broke off; what is committed stays
   * @param nameless lines of the refused that do not say whom they are about
   * @param forbidden findings of a number that must not be sent, listed or not
   */
  public record Receipt(
      Optional<String> error,
      Optional<String> message,
      long received,
      long committed,
      long refused,
      long nameless,
      long forbidden,
      List<Finding> errors,
      long errorsOmitted) {

    private static Receipt of(Optional<RestError> error, ImportReceipt receipt) {
      return new Receipt(
          error.map(RestError::code),
          error.map(RestError::advice),
          receipt.received(),
          receipt.committed(),
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
      throw new RefusedException(RestError.UNSUPPORTED_MEDIA_TYPE, "CSV must be UTF-8");
    }
    ReplicaImport replicas = store.replicaImport(tenant, batch -> inTurn(tenant, batch));
    return switch (loads.take(tenant, () -> replicas.load(information, edition, kind, csv))) {
      case ImportOutcome.Completed(ImportReceipt receipt) -> {
        tellOfLines(tenant, receipt);
        yield Response.ok(Receipt.of(Optional.empty(), receipt)).build();
      }
      case ImportOutcome.Interrupted(ImportReceipt receipt, ImportOutcome.Cause cause) -> {
        tellOfLines(tenant, receipt);
        yield brokenOff(tenant, receipt, cause);
      }
      case ImportOutcome.Refused(long line, String reason) ->
          throw new RefusedException(
              reason.equals(ImportError.FORBIDDEN)
                  ? RestError.FORBIDDEN_NUMBER
                  : RestError.MALFORMED_CSV,
              "line " + line + ": " + reason);
    };
  }

  /** A batch waits longer than a caller would: what came before it need not come again. */
  private void inTurn(TenantId tenant, Runnable batch) {
    try {
      bulk.<Boolean>take(
          tenant,
          BATCH_PATIENCE,
          () -> {
            batch.run();
            return true;
          });
    } catch (RefusedException e) {
      throw new DatabaseUnavailableException("no turn came for a batch of a load", true, e);
    }
  }

  /** One log line however many lines were refused; it says how many and why, and nothing else. */
  private void tellOfLines(TenantId tenant, ImportReceipt receipt) {
    if (receipt.refused() == 0) {
      return;
    }
    String counts =
        "%d of %d lines; findings: %d of numbers that must not be sent, %d others; %d not listed"
            .formatted(
                receipt.refused(),
                receipt.received(),
                receipt.forbidden(),
                receipt.errors().size() + receipt.errorsOmitted() - receipt.forbidden(),
                receipt.errorsOmitted());
    if (receipt.forbidden() > 0) {
      refusals.alarmed(RestError.FORBIDDEN_NUMBER.name(), "tenant " + tenant, counts);
    } else {
      refusals.refused("LINES", "tenant " + tenant, counts);
    }
    refusals.count("REPLICA_LINES", receipt.refused());
  }

  private Response brokenOff(TenantId tenant, ImportReceipt receipt, ImportOutcome.Cause cause) {
    RestError error =
        switch (cause) {
          case SENDER -> RestError.BROKEN_OFF;
          case STORE -> RestError.UNAVAILABLE;
          case MALFORMED -> RestError.MALFORMED_CSV;
        };
    refusals.refused(
        error.name(), "tenant " + tenant, "a load broke off after " + receipt.received());
    Response.ResponseBuilder response =
        Response.status(error.status()).entity(Receipt.of(Optional.of(error), receipt));
    if (error == RestError.UNAVAILABLE) {
      response.header("Retry-After", Errors.RETRY.toSeconds());
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
    return aside
        .inTenant(tenant, tx -> store.replicas(tx).find(addressee, information, edition))
        .map(Registered::of)
        .orElseThrow(() -> new RefusedException(RestError.NOT_FOUND, "no such replica"));
  }
}
