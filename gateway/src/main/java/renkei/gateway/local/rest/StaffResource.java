package renkei.gateway.local.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import renkei.codebook.TenantId;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Enrolments.Enrolment;
import renkei.gateway.staff.Person;
import renkei.gateway.staff.Persons.Entry;
import renkei.gateway.staff.StaffDesk;
import renkei.gateway.wording.Phrase;

/**
 * A municipality's staff as persons: enrolling and logging in at a staff terminal, and what they
 * did. Whoever has a certificate of its own, bound to it, needs neither.
 */
@Path("/tenants/{tenant}/staff")
@Produces(MediaType.APPLICATION_JSON)
public final class StaffResource {

  private final StaffDesk desk;

  @Context private @Nullable HttpServletRequest request;

  StaffResource(StaffDesk desk) {
    this.desk = desk;
  }

  /** Who logs in. */
  public record Credential(
      @Nullable String login, @Nullable String password, @Nullable String code) {

    /** Hides all of it. */
    @Override
    public String toString() {
      return "Credential[****]";
    }
  }

  /**
   * A session.
   *
   * @param session to be sent as a bearer token
   */
  public record Session(String session, String login, String rights) {

    /** Hides the session. */
    @Override
    public String toString() {
      return "Session[****, " + login + "]";
    }
  }

  /**
   * Who enrols.
   *
   * @param password and {@code code}: once the secret is in the authenticator
   */
  public record Enrolling(
      @Nullable String enrolment, @Nullable String password, @Nullable String code) {

    /** Hides all of it. */
    @Override
    public String toString() {
      return "Enrolling[****]";
    }
  }

  /** The secret for the authenticator, in base32 and as an address. */
  public record Secret(String login, String secret, String uri) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Secret[" + login + ", ****]";
    }
  }

  /** Somebody who has enrolled and logs in from now on. */
  public record Enrolled(String login) {}

  /** Begins a session of a member of staff. */
  @POST
  @Path("/sessions")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(value = CallerRole.STAFF, beforeLogin = true)
  public Session logIn(@PathParam("tenant") TenantId tenant, Credential shown) {
    Entry entry =
        desk.enter(
            tenant, text(shown.login()), text(shown.password()), text(shown.code()), from(tenant));
    return switch (entry) {
      case Entry.Entered(Actor actor) ->
          new Session(desk.begin(actor), actor.login().value(), Person.words(actor.rights()));
      case Entry.Wrong _ ->
          throw new RefusedException(RequestError.WRONG_CREDENTIAL, "a login of staff");
      case Entry.TooMany(Duration left) -> throw tooMany(left);
    };
  }

  /** Offers the secret of one-time codes to whoever has an enrolment code. */
  @POST
  @Path("/enrolments")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(value = CallerRole.STAFF, beforeLogin = true)
  public Secret beginEnrolment(@PathParam("tenant") TenantId tenant, Enrolling shown) {
    Enrolment came = desk.beginEnrolment(tenant, text(shown.enrolment()), from(tenant));
    if (came instanceof Enrolment.Offered offered) {
      return new Secret(offered.login().value(), offered.secret(), offered.uri());
    }
    throw refused(came);
  }

  /** Sets the password. */
  @POST
  @Path("/enrolments/finish")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(value = CallerRole.STAFF, beforeLogin = true)
  public Enrolled finishEnrolment(@PathParam("tenant") TenantId tenant, Enrolling shown) {
    Enrolment came =
        desk.finishEnrolment(
            tenant,
            text(shown.enrolment()),
            text(shown.password()),
            text(shown.code()),
            from(tenant));
    if (came instanceof Enrolment.Enrolled enrolled) {
      return new Enrolled(enrolled.login().value());
    }
    throw refused(came);
  }

  /** What staff did, to be verified offline; empty before the first act was sealed. */
  @GET
  @Path("/acts")
  @Produces(MediaType.TEXT_PLAIN)
  @AllowedTo(CallerRole.STAFF)
  public StreamingOutput acts(@PathParam("tenant") TenantId tenant) {
    StringBuilder lines = new StringBuilder();
    desk.export(tenant, line -> lines.append(line).append('\n'));
    return out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static RefusedException refused(Enrolment came) {
    return switch (came) {
      case Enrolment.TooMany(Duration left) -> tooMany(left);
      case Enrolment.WeakPassword _ ->
          Fields.malformed(
              "password",
              new Phrase(
                  "have 12 to 128 characters, varied, without login and product name",
                  "12～128 文字で、同じ文字の繰り返しやログイン名・製品名を含まないこと"));
      case Enrolment.WrongCode _, Enrolment.Unknown _, Enrolment.Offered _, Enrolment.Enrolled _ ->
          new RefusedException(RequestError.WRONG_CREDENTIAL, "an enrolment of staff");
    };
  }

  private static RefusedException tooMany(Duration left) {
    return new RefusedException(RequestError.TOO_FAST, "too many wrong credentials", left);
  }

  private String from(TenantId tenant) {
    return tenant + " " + (request == null ? "" : request.getRemoteAddr());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
