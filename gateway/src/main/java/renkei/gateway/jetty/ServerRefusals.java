package renkei.gateway.jetty;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.eclipse.jetty.http.HttpException;

/** What the server refuses while a resource reads its request, for example a body too large. */
final class ServerRefusals implements ExceptionMapper<HttpException.RuntimeException> {

  @Override
  public Response toResponse(HttpException.RuntimeException refusal) {
    return Response.status(refusal.getCode())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(JsonErrors.body(refusal.getCode()))
        .build();
  }
}
