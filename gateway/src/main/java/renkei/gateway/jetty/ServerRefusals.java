package renkei.gateway.jetty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;

/** What the server refuses while a resource reads its request, for example a body too large. */
final class ServerRefusals implements ExceptionMapper<HttpException.RuntimeException> {

  private final Reports reports;

  @Context private @Nullable HttpServletRequest request;

  ServerRefusals(Reports reports) {
    this.reports = reports;
  }

  @Override
  public Response toResponse(HttpException.RuntimeException refusal) {
    String caller = request == null ? "nobody" : ClientNames.describe(ClientNames.of(request));
    reports.refused("HTTP_" + refusal.getCode(), caller, "by the server, while it was read");
    return Response.status(refusal.getCode())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .entity(JsonErrors.body(refusal.getCode()))
        .build();
  }
}
