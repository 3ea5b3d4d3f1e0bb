package renkei.gateway.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AgencyDirectory;
import renkei.gateway.door.Callers;

/** Lets a municipality's callers reach its own part in their own role, and nobody else anything. */
final class CallerFilter implements ContainerRequestFilter {

  private final AgencyDirectory directory;

  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable ResourceInfo resource;

  CallerFilter(AgencyDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    Optional<Caller> named = request == null ? Optional.empty() : Caller.named(Callers.of(request));
    Caller caller =
        named
            .filter(known -> directory.find(known.tenant()).isPresent())
            .orElseThrow(
                () -> new RefusedException(RestError.NO_CALLER, "no known caller in certificate"));
    String tenant = context.getUriInfo().getPathParameters().getFirst("tenant");
    if (tenant != null && !tenant.equals(caller.tenant().value())) {
      throw new RefusedException(RestError.OTHER_TENANT, "reached for another tenant");
    }
    AllowedTo allowed =
        resource == null ? null : resource.getResourceMethod().getAnnotation(AllowedTo.class);
    if (allowed == null || !List.of(allowed.value()).contains(caller.role())) {
      throw new RefusedException(RestError.NOT_YOUR_ROLE, "called as " + caller.role());
    }
  }
}
