package renkei.gateway.jetty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServerRefusal;
import renkei.gateway.http.UnreadableBodyException;

/** What ends the reading of a resource's request, in the form of the resource's refusals. */
final class UnreadableBodies implements ExceptionMapper<UnreadableBodyException> {

  private final Reports reports;
  private final RefusalForm form;

  @Context private @Nullable HttpServletRequest request;

  UnreadableBodies(Reports reports, RefusalForm form) {
    this.reports = reports;
    this.form = form;
  }

  @Override
  public Response toResponse(UnreadableBodyException failure) {
    int status =
        switch (failure.why()) {
          case MALFORMED, BROKEN_OFF -> HttpStatus.BAD_REQUEST_400;
          case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
          case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT_408;
        };
    String because = "the body cannot be read: " + failure.why();
    RefusalForm.Told told =
        form.tell(
            new ServerRefusal(
                status,
                ServerRefusal.kindOf(status),
                because,
                Optional.ofNullable(request)
                    .map(known -> known.getHeader(HttpHeaders.ACCEPT_LANGUAGE))));
    String caller = request == null ? "nobody" : ClientNames.describe(ClientNames.of(request));
    if (failure.why() == UnreadableBodyException.Why.BROKEN_OFF) {
      reports.unheard(caller, because);
    } else {
      reports.refused(told.reason(), caller, because);
    }
    return Response.status(status)
        .type(told.contentType())
        .header("Connection", "close")
        .entity(told.body())
        .build();
  }
}
