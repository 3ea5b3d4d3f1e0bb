package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonStructure;
import jakarta.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How the operator door answers, whatever it is asked. */
final class Answers {

  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final int TOO_MANY_REQUESTS = 429;

  private Answers() {}

  static void harden(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  static void json(HttpServletResponse response, JsonStructure json) throws IOException {
    response.setContentType("application/json");
    try (JsonWriter writer = Json.createWriter(response.getOutputStream())) {
      writer.write(json);
    }
  }

  static void html(HttpServletResponse response, String page) throws IOException {
    send(response, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpServletResponse response, String type, byte[] content) throws IOException {
    response.setContentType(type);
    response.getOutputStream().write(content);
  }

  /** Leads a browser to another page after a form (RFC 9110, 15.4.4). */
  static void seeOther(HttpServletRequest request, HttpServletResponse response, String path) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path + "?lang=" + Language.of(request).tag());
  }

  /** RFC 6585 section 4. */
  static void tooManyRequests(HttpServletResponse response, Duration left) {
    response.setStatus(TOO_MANY_REQUESTS);
    response.setHeader("Retry-After", Long.toString(Math.max(1, left.toSeconds())));
  }
}
