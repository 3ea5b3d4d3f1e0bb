package renkei.gateway.jetty;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself refuses, in the form of the REST doors; tells nothing about the inside.
 */
final class JsonErrors extends ErrorHandler {

  private static final String RETRY_AFTER_SECONDS = "5";

  private final Reports reports;

  JsonErrors(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    reports.refused(
        "HTTP_" + code,
        cause == null
            ? "by the server"
            : "by the server, because of " + cause.getClass().getSimpleName());
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body = body(code).getBytes(StandardCharsets.UTF_8);
    response.write(true, BufferUtil.toBuffer(body), callback);
  }

  /** A JSON object with a code and an advice. */
  static String body(int code) {
    String error =
        switch (code) {
          case HttpStatus.NOT_FOUND_404 -> "not-found";
          case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "too-large";
          case HttpStatus.SERVICE_UNAVAILABLE_503 -> "busy";
          default -> code < HttpStatus.INTERNAL_SERVER_ERROR_500 ? "bad-request" : "failed";
        };
    String advice =
        switch (code) {
          case HttpStatus.NOT_FOUND_404 -> "check the address";
          case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "send less at once";
          case HttpStatus.SERVICE_UNAVAILABLE_503 -> "try again later";
          default ->
              code < HttpStatus.INTERNAL_SERVER_ERROR_500
                  ? "check the request"
                  : "try again; if it fails again, tell the operator";
        };
    return "{\"error\":\"" + error + "\",\"message\":\"" + advice + "\"}";
  }
}
