package renkei.gateway.local.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;
import renkei.gateway.local.Caller;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Callers;

/** Lets in whom {@link Callers} admits to what {@link AllowedTo} allows. */
final class CallerFilter implements ContainerRequestFilter {

  private final Callers callers;

  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable ResourceInfo resource;

  CallerFilter(Callers callers) {
    this.callers = callers;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    List<URI> names = request == null ? List.of() : ClientNames.of(request);
    String tenant = context.getUriInfo().getPathParameters().getFirst("tenant");
    Caller _ = callers.admit(names, Optional.ofNullable(tenant), allowed());
  }

  private Set<CallerRole> allowed() {
    AllowedTo allowed =
        resource == null ? null : resource.getResourceMethod().getAnnotation(AllowedTo.class);
    return allowed == null ? Set.of() : Set.of(allowed.value());
  }
}
