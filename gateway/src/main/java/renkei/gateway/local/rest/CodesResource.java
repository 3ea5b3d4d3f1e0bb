package renkei.gateway.local.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.SerialNumber;
import renkei.codebook.TenantId;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeVault;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.PersonCodes;

/** Person codes (符号管理): asking for them, where they stand, and what people have to decide. */
@Path("/tenants/{tenant}")
@Produces(MediaType.APPLICATION_JSON)
public final class CodesResource {

  private final PersonCodes codes;

  CodesResource(PersonCodes codes) {
    this.codes = codes;
  }

  /** Whose codes are wanted; at most {@link CodeVault#MAXIMUM}. */
  public record Wanted(@Nullable List<@Nullable String> addresseeNumbers) {

    /** Hides whose. */
    @Override
    public String toString() {
      return "Wanted[****]";
    }
  }

  /** What was issued, in the order asked. */
  public record IssuedList(List<Issued> issued) {

    /** Says how many. */
    @Override
    public String toString() {
      return "IssuedList[" + issued.size() + "]";
    }
  }

  /**
   * One person.
   *
   * @param serialNumber (処理通番) while the code is on its way
   */
  public record Issued(String addresseeNumber, Optional<String> serialNumber, String state) {

    private static Issued of(CodeRequest.Issued issued) {
      return new Issued(
          issued.addressee().value(),
          issued.serialNumber().map(SerialNumber::value),
          issued.state().name());
    }

    /** Hides who it is and the serial number. */
    @Override
    public String toString() {
      return "Issued[****, " + state + "]";
    }
  }

  /** Where one person's code stands. */
  public record State(String state) {}

  /** One case that people have to decide; it names nobody. */
  public record Case(String id, String kind, Instant openedAt) {}

  /** Asks for codes; a repeat returns the same serial numbers. */
  @POST
  @Path("/serial-numbers")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(CallerRole.BACKEND)
  public IssuedList request(@PathParam("tenant") TenantId tenant, Wanted wanted) {
    List<@Nullable String> numbers =
        Objects.requireNonNullElse(wanted.addresseeNumbers(), List.of());
    return new IssuedList(
        codes.request(tenant, numbers).issued().stream().map(Issued::of).toList());
  }

  /** Where the code of one person stands. */
  @GET
  @Path("/persons/{addresseeNumber}/code")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public State state(
      @PathParam("tenant") TenantId tenant,
      @PathParam("addresseeNumber") AddresseeNumber addressee) {
    return new State(codes.state(tenant, addressee).name());
  }

  /** The open cases, oldest first. */
  @GET
  @Path("/cases")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public List<Case> cases(@PathParam("tenant") TenantId tenant) {
    return codes.cases(tenant).stream()
        .map(open -> new Case(open.id().toString(), open.kind().name(), open.openedAt()))
        .toList();
  }
}
