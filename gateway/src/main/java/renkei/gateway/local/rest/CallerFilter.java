package renkei.gateway.local.rest;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;
import renkei.gateway.local.Caller;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Callers;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.StaffDesk;

/**
 * Lets in whom {@link Callers} admits to what {@link AllowedTo} allows. Whoever calls as staff must
 * be a person besides, with the right to do it.
 */
@Priority(Priorities.AUTHENTICATION)
final class CallerFilter implements ContainerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final Callers callers;
  private final StaffDesk desk;

  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable ResourceInfo resource;

  CallerFilter(Callers callers, StaffDesk desk) {
    this.callers = callers;
    this.desk = desk;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    List<URI> names = request == null ? List.of() : ClientNames.of(request);
    String tenant = context.getUriInfo().getPathParameters().getFirst("tenant");
    Optional<AllowedTo> allowed = allowed();
    Caller caller =
        callers.admit(
            names,
            Optional.ofNullable(tenant),
            allowed.map(it -> Set.of(it.value())).orElse(Set.of()));
    if (caller.role() == CallerRole.STAFF && !allowed.orElseThrow().beforeLogin()) {
      Actor actor = person(caller, context);
      if (!actor.may(allowed.orElseThrow().right())) {
        throw new RefusedException(RequestError.NOT_YOUR_RIGHT, "staff without the right");
      }
      context.setSecurityContext(new StaffContext(actor));
    }
  }

  private Actor person(Caller caller, ContainerRequestContext context) {
    Optional<ClientKey> key =
        request == null ? Optional.empty() : ClientKey.of(ClientNames.certificate(request));
    Optional<String> session =
        Optional.ofNullable(context.getHeaderString(HttpHeaders.AUTHORIZATION))
            .filter(shown -> shown.startsWith(BEARER))
            .map(shown -> shown.substring(BEARER.length()).strip());
    return desk.who(caller.tenant(), key, session)
        .orElseThrow(
            () -> new RefusedException(RequestError.NO_PERSON, "staff, but no person who may act"));
  }

  private Optional<AllowedTo> allowed() {
    return Optional.ofNullable(resource)
        .map(found -> found.getResourceMethod().getAnnotation(AllowedTo.class));
  }
}
